/** To the worklet. `run` numbers the utterances, so that news of one that was stopped can be told apart; samples are at the context's rate. */
export type WorkletRequest =
  | { type: "push"; samples: Float32Array<ArrayBuffer>; mark: number }
  | { type: "end" }
  | { type: "clear"; run: number }
  | { type: "pause"; paused: boolean }
  | { type: "rate"; rate: number };

/** From the worklet: `mark` when the first sample of a marked push is heard, `position` several times a second (`underrunSamples` were due in this run and not there), `drained` once after `end`. */
export type WorkletEvent =
  | { type: "mark"; run: number; mark: number }
  | { type: "position"; run: number; consumedSamples: number; underrunSamples: number }
  | { type: "drained"; run: number };

/** The name under which the processor is registered. */
export const processorName = "pcm-player";
