import { speakableStretch } from "./speakable-stretch.ts";

/**
 * The text as it is spoken: NFC, on one line, single spaces, without control, invisible and private characters, lone surrogates and heaps of
 * marks; letters in disguise (full-width, ligatures, mathematical) become plain ones. Idempotent; keeps every letter and digit.
 */
export function makeSpeakable(text: string): string {
  return speakableStretch(text, 0, text.length, Infinity).text.trimEnd();
}

const audible = /[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]/u;

/** Whether there is anything to say: a letter, a digit or an emoji. */
export function isAudible(text: string): boolean {
  return audible.test(text);
}
