const audible = /[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]/u;

/** True if the text has something to speak: a letter, a digit or an emoji. */
export function isAudible(text: string): boolean {
  return audible.test(text);
}
