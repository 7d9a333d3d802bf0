/**
 * To the worklet. `run` numbers the utterances, so that news of one that was stopped can be told apart; samples are at the context's rate.
 * Marks grow from one to the next, and samples without one belong to the mark before them. `keepUpTo` drops the marks after `mark`, but
 * never one of which something has been heard.
 */
export type WorkletRequest =
  | { type: "push"; samples: Float32Array<ArrayBuffer>; mark: number | null }
  | { type: "keepUpTo"; mark: number }
  | { type: "end" }
  | { type: "clear"; run: number }
  | { type: "pause"; paused: boolean }
  | { type: "rate"; rate: number };

/** From the worklet: `mark` when the first sample of a marked push is heard, `kept` in answer to `keepUpTo` (`mark` is the last that is left, or null, `pushedSamples` the end of its samples in this run), `position` several times a second (`underrunSamples` were due in this run and not there), `drained` after `end`, when all that was pushed in this run was heard. */
export type WorkletEvent =
  | { type: "mark"; run: number; mark: number }
  | { type: "position"; run: number; consumedSamples: number; underrunSamples: number }
  | { type: "kept"; run: number; mark: number | null; pushedSamples: number }
  | { type: "drained"; run: number; pushedSamples: number };

/** The name under which the processor is registered. */
export const processorName = "pcm-player";
