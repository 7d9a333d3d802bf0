import { joinSamples } from "../pcm.ts";
import { copyFrames, type Frames } from "./frames.ts";
import type { RunnerInputs, LayerRunner } from "./layer-runner.ts";

/** Frames of one step of the flow. Each step reads all weights of the flow, 28 MB in a medium voice. */
export const flowStepFrames = 32;
/** Frames of one step of the decoder: few, so that the data of a step fits into the cache of a core and the first sound comes at once. */
export const decoderStepFrames = 8;

/** A chunk contains the steps of about this time, because each chunk costs time too. On a slow machine every step is a chunk. */
const chunkMs = 30;
const nothing = new Float32Array();

/** Where decoding begins, by default at the first frame, and the frames of a step. */
export interface DecodeOptions {
  fromFrame?: number;
  stepFrames?: number;
}

/**
 * Computes the samples of an utterance in chunks; the first chunk has `stepFrames` frames. Except for rounding, the samples are those of the whole model, from
 * `fromFrame` on. Between them come empty ones, one for each step, after which the caller may stop. `sources` are the flow's inputs, `rows` the channels of its
 * output, and `perUtterance` the decoder's other inputs. Each step is computed only when the caller asks for more.
 */
export function* decodeStream(
  flow: LayerRunner,
  decoder: LayerRunner,
  rows: number,
  sources: RunnerInputs,
  perUtterance: readonly Float32Array[],
  { fromFrame = 0, stepFrames = decoderStepFrames }: DecodeOptions = {},
): Generator<Float32Array> {
  const { count } = sources.perFrame[0];
  // The decoder leaves out the frames that nothing depends on. The flow, which is the smaller part, computes all.
  const skipped = Math.max(0, fromFrame - decoder.framesBefore);
  const latent: Frames = { rows, count: count - skipped, data: new Float32Array(rows * (count - skipped)) };
  flow.begin(sources);
  decoder.begin({ perFrame: [latent], perUtterance });
  let latentFrames = 0;
  let chunk: Float32Array[] = [];
  let chunkStartedAt = Number.NEGATIVE_INFINITY;
  for (let decodedFrames = skipped; decodedFrames < count;) {
    const isBefore = decodedFrames < fromFrame;
    const to = Math.min(isBefore ? fromFrame : count, decodedFrames + stepFrames);
    for (const needed = skipped + decoder.framesFor(to - skipped); latentFrames < needed;) {
      // The first step computes only what the first chunk needs.
      const until = Math.min(count, latentFrames === 0 ? Math.min(needed, flowStepFrames) : latentFrames + flowStepFrames);
      copyFrames(flow.advance(until), latent, latentFrames - skipped);
      latentFrames = until;
    }
    const { data } = decoder.advance(to - skipped);
    decodedFrames = to;
    if (!isBefore) chunk.push(data);
    if (isBefore || (decodedFrames < count && performance.now() - chunkStartedAt < chunkMs)) {
      yield nothing;
      continue;
    }
    yield joinSamples(chunk);
    chunk = [];
    chunkStartedAt = performance.now();
  }
}
