import type { ToneWord } from "./tone-code.ts";

/** One phoneme as it was heard; times are seconds from the start of the recording. */
export interface ToneSymbol extends ToneWord {
  startSeconds: number;
  /** Time that it sounded, without interruptions. */
  durationSeconds: number;
  endSeconds: number;
  /** Silence inside it, as a pause leaves; 0 in a whole symbol. */
  interruptedSeconds: number;
}
