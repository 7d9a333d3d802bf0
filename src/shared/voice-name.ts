/** Longest name of a voice, in UTF-16 units. */
export const maxVoiceNameLength = 60;

/** The name of a person's own voice as it is kept: one line without spaces around it, cut at `maxVoiceNameLength`; empty when nothing is left of `typed`. */
export function cleanVoiceName(typed: string): string {
  const line = typed.replace(/[\s\p{Cc}]+/gu, " ").trim();
  // A letter of two units is not cut in half.
  return line.slice(0, maxVoiceNameLength).replace(/[\uD800-\uDBFF]$/, "").trim();
}
