import { putFrames, type Frames } from "../model/frames.ts";
import type { PartSources, PartStream } from "./part-stream.ts";

/** Frames of the flow's steps: its weights, 28 MB in a medium voice, are read once for each. */
export const FLOW_STEP = 32;
/** Frames of the decoder's steps: few enough for what a step works on to stay in a core's own cache, and for the first sound to come at once. */
export const DECODER_STEP = 8;

/**
 * The sound of a sentence in pieces of so many frames: to the rounding of sums what the whole model would have made. `flow` has what the
 * encoder gave, `steady` is what the decoder needs beside the flow's output. Work stops when the caller stops asking.
 */
export function* decodeStream(flow: PartStream, decoder: PartStream, rows: number, sources: PartSources, steady: readonly Float32Array[], pieceFrames = DECODER_STEP): Generator<Float32Array> {
  const { count } = sources.moving[0];
  const latent: Frames = { rows, count, data: new Float32Array(rows * count) };
  flow.begin(sources);
  decoder.begin({ moving: [latent], steady });
  let flowed = 0;
  for (let made = 0; made < count; ) {
    const to = Math.min(count, made + pieceFrames);
    for (const needed = decoder.framesFor(to); flowed < needed; ) {
      // At first no more than the first sound needs.
      const until = Math.min(count, flowed === 0 ? Math.min(needed, FLOW_STEP) : flowed + FLOW_STEP);
      putFrames(latent, flow.advance(until), flowed);
      flowed = until;
    }
    yield decoder.advance(to).data;
    made = to;
  }
}
