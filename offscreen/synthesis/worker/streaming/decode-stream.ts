import { joinSamples } from "../../../vocabulary.ts";
import { putFrames, type Frames } from "../model/frames.ts";
import type { PartSources, PartStream } from "./part-stream.ts";

/** Frames of the flow's steps: its weights, 28 MB in a medium voice, are read once for each. */
export const FLOW_STEP = 32;
/** Frames of the decoder's steps: few enough for what a step works on to stay in a core's own cache, and for the first sound to come at once. */
export const DECODER_STEP = 8;

/** Milliseconds of work that are handed on as one piece: handing on costs too, and a machine that takes longer for a step hands on each. */
const PIECE_MS = 30;

/**
 * The sound of a sentence in pieces, the first of `stepFrames` frames: to the rounding of sums what the whole model would have made. `sources` is what
 * the encoder gave, `steady` what the decoder needs beside the flow's output. Work stops when the caller stops asking.
 */
export function* decodeStream(flow: PartStream, decoder: PartStream, rows: number, sources: PartSources, steady: readonly Float32Array[], stepFrames = DECODER_STEP): Generator<Float32Array> {
  const { count } = sources.moving[0];
  const latent: Frames = { rows, count, data: new Float32Array(rows * count) };
  flow.begin(sources);
  decoder.begin({ moving: [latent], steady });
  let flowed = 0;
  let piece: Float32Array[] = [];
  let begun = Number.NEGATIVE_INFINITY;
  for (let made = 0; made < count; ) {
    const to = Math.min(count, made + stepFrames);
    for (const needed = decoder.framesFor(to); flowed < needed; ) {
      // At first no more than the first sound needs.
      const until = Math.min(count, flowed === 0 ? Math.min(needed, FLOW_STEP) : flowed + FLOW_STEP);
      putFrames(latent, flow.advance(until), flowed);
      flowed = until;
    }
    piece.push(decoder.advance(to).data);
    made = to;
    if (made < count && performance.now() - begun < PIECE_MS) continue;
    yield joinSamples(piece);
    piece = [];
    begun = performance.now();
  }
}
