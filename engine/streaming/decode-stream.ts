import { joinSamples } from "../pcm.ts";
import { putFrames, type Frames } from "./frames.ts";
import type { RunnerInputs, LayerRunner } from "./layer-runner.ts";

/** Frames of the flow's steps: its weights, 28 MB in a medium voice, are read once for each. */
export const flowStepFrames = 32;
/** Frames of the decoder's steps: few enough for what a step works on to stay in a core's own cache, and for the first sound to come at once. */
export const decoderStepFrames = 8;

/** Milliseconds of work that are handed on as one chunk: handing on costs too, and a machine that takes longer for a step hands on each. */
const chunkMs = 30;

/**
 * The sound of an utterance in chunks, the first of `stepFrames` frames: to the rounding of sums what the whole model would have made. `sources` is what
 * the encoder gave, `perUtterance` what the decoder needs beside the flow's output. Work stops when the caller stops asking.
 */
export function* decodeStream(flow: LayerRunner, decoder: LayerRunner, rows: number, sources: RunnerInputs, perUtterance: readonly Float32Array[], stepFrames = decoderStepFrames): Generator<Float32Array> {
  const { count } = sources.perFrame[0];
  const latent: Frames = { rows, count, data: new Float32Array(rows * count) };
  flow.begin(sources);
  decoder.begin({ perFrame: [latent], perUtterance });
  let flowed = 0;
  let chunk: Float32Array[] = [];
  let begun = Number.NEGATIVE_INFINITY;
  for (let made = 0; made < count; ) {
    const to = Math.min(count, made + stepFrames);
    for (const needed = decoder.framesFor(to); flowed < needed; ) {
      // At first no more than the first sound needs.
      const until = Math.min(count, flowed === 0 ? Math.min(needed, flowStepFrames) : flowed + flowStepFrames);
      putFrames(latent, flow.advance(until), flowed);
      flowed = until;
    }
    chunk.push(decoder.advance(to).data);
    made = to;
    if (made < count && performance.now() - begun < chunkMs) continue;
    yield joinSamples(chunk);
    chunk = [];
    begun = performance.now();
  }
}
