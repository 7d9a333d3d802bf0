/**
 * Messages to the worklet.
 * - `run` is a number for each utterance, so that events of a stopped one can be ignored.
 * - Samples are at the context's sample rate. Marks increase, and samples without a mark belong to the mark before them.
 * - `keepUpTo` drops the marks after `mark`, except one that is already being heard.
 */
export type WorkletRequest =
  | { type: "push"; samples: Float32Array<ArrayBuffer>; mark: number | null }
  | { type: "keepUpTo"; mark: number }
  | { type: "end" }
  | { type: "clear"; run: number }
  | { type: "pause"; paused: boolean }
  | { type: "rate"; rate: number };

/**
 * Messages from the worklet.
 * - `mark`: the first sample of a marked push is heard.
 * - `position`: sent several times a second. `underrunSamples` were due in this run but had not arrived.
 * - `kept`: the answer to `keepUpTo`. `mark` is the last mark that is left, or null; `pushedSamples` is the end of its samples in this run.
 * - `drained`: sent after `end`, when all samples pushed in this run have been heard.
 */
export type WorkletEvent =
  | { type: "mark"; run: number; mark: number }
  | { type: "position"; run: number; consumedSamples: number; underrunSamples: number }
  | { type: "kept"; run: number; mark: number | null; pushedSamples: number }
  | { type: "drained"; run: number; pushedSamples: number };

/** The name under which the processor is registered. */
export const processorName = "pcm-player";
