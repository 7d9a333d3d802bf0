import type { ToneWord } from "./tone-code.ts";

/** One decoded phoneme. Times are in seconds from the start of the recording. */
export interface ToneSymbol extends ToneWord {
  startSeconds: number;
  /** The duration of its sound, without interruptions. */
  durationSeconds: number;
  endSeconds: number;
  /** The duration of silence inside the symbol, for example after a pause; usually 0. */
  interruptedSeconds: number;
}
