/** The maximum length of a voice's name, in UTF-16 units. */
export const maxVoiceNameLength = 60;

/**
 * Cleans the name of the user's own voice: one line, without spaces around it, at most `maxVoiceNameLength` units. Empty if nothing is
 * left.
 */
export function cleanVoiceName(typed: string): string {
  const line = typed.replace(/[\s\p{Cc}]+/gu, " ").trim();
  // Drops half of a surrogate pair at the end.
  return line
    .slice(0, maxVoiceNameLength)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trim();
}
