import type { WordTiming } from "../vocabulary.ts";

/** A sentence as it stands in the record of an export. */
export interface LoggedSentence {
  /** The number of its text in the export, and its number in that text, both from 0. */
  text: number;
  sentence: number;
  /** The text that is spoken, and its words in the sound. */
  spoken: string;
  words: WordTiming[];
  /** The length of its sound. `sampleRate` is in hertz. */
  sampleCount: number;
  sampleRate: number;
  /** The silence after it, in seconds at rate 1. */
  pauseSeconds: number;
}

/** A sentence with its sound, in 16 bits. */
export interface SaidSentence extends Omit<LoggedSentence, "sampleCount"> {
  samples: Int16Array<ArrayBuffer>;
}
