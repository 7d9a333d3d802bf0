/**
 * Messages to the worklet.
 * - `run` is a number for each utterance, so that events of a stopped one can be ignored.
 * - Samples are at the context's sample rate. Marks increase, and samples without a mark belong to the mark before them.
 * - `keepUpTo` drops the marks after `mark`, except one that is already being heard. If `mark` is the one being heard, its sound is also
 *   cut at the first of `cuts` that is still possible. `cuts` are in samples after the start of the mark, in increasing order.
 */
export type WorkletRequest =
  | { type: "push"; samples: Float32Array<ArrayBuffer>; mark: number | null }
  | { type: "keepUpTo"; mark: number; cuts: number[] }
  | { type: "end" }
  | { type: "clear"; run: number }
  | { type: "pause"; paused: boolean }
  | { type: "rate"; rate: number }
  | { type: "pitch"; pitch: number };

/**
 * Messages from the worklet.
 * - `mark`: the first sample of a marked push is rendered, at the time `at`.
 * - `position`: sent several times a second, and at once when `rate` changes. At the time `at`, `consumedSamples` have been rendered. From
 *   there the sound moves on at `rate`, which is 0 while nothing is rendered. `underrunSamples` were due in this run but had not arrived.
 * - `kept`: the answer to `keepUpTo`. `mark` is the last mark that is left, or null; `cut` is the index of the cut that was made, or null;
 *   `pushedSamples` is the end of the samples that are left in this run.
 * - `drained`: sent after `end`, when all samples pushed in this run have been rendered.
 *
 * `at` is in seconds of the context's clock. When a stream passes an event on, it is in milliseconds since the epoch, and says when
 * the sample is heard.
 */
export type WorkletEvent =
  | { type: "mark"; run: number; mark: number; at: number }
  | { type: "position"; run: number; consumedSamples: number; underrunSamples: number; at: number; rate: number }
  | { type: "kept"; run: number; mark: number | null; cut: number | null; pushedSamples: number }
  | { type: "drained"; run: number; pushedSamples: number };

/** The name under which the processor is registered. */
export const processorName = "pcm-player";
