import type { MathsLocale } from "./maths-languages.ts";

/** Asks the worker how a formula is said. */
export interface MathsQuestion {
  id: number;
  locale: MathsLocale;
  mathMl: string;
}

/** What is said, in words and punctuation. Empty if the worker does not know. */
export interface MathsAnswer {
  id: number;
  said: string;
}
