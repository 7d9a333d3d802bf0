/** Widths of the characters from U+0020 to U+007E in a usual font, in hundredths of its size. */
const asciiWidths = [
  25, 31, 38, 58, 54, 82, 73, 20, 33, 33, 45, 58, 25, 34, 25, 30, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 27, 27, 58, 58, 58, 45, 95, 69,
  63, 66, 72, 61, 56, 72, 73, 32, 40, 67, 57, 87, 73, 74, 57, 74, 63, 56, 61, 72, 68, 93, 67, 66, 60, 33, 30, 33, 50, 50, 30, 48, 53, 45,
  53, 48, 30, 50, 53, 26, 26, 50, 26, 80, 53, 51, 53, 53, 36, 41, 30, 53, 48, 72, 48, 48, 44, 40, 22, 40, 58,
];

/** About how wide a character is, in hundredths of its font's size. */
function widthOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x7f) return asciiWidths[code - 0x20] ?? 50;
  // Narrow letters of Hebrew; wide ones of Cyrillic.
  if (/[\u05d5\u05d6\u05d9\u05df]/u.test(character)) return 28;
  if (/[жмфшщыюЖМФШЩЫЮ]/u.test(character)) return 78;
  // Marks stand above or below the character before them.
  if (/\p{M}/u.test(character)) return 0;
  // Han, kana, Hangul and full-width forms.
  return code >= 0x1100 && /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff01-\uff60\u{20000}-\u{3ffff}]/u.test(character)
    ? 100
    : 52;
}

/**
 * Where between the two ends of a text of one font its first `length` UTF-16 units end, from 0 to 1, as estimated from the usual widths of
 * characters.
 */
export function shareOfWidth(text: string, length: number): number {
  let [before, all, at] = [0, 0, 0];
  for (const character of text) {
    const width = widthOf(character);
    if (at < length) before += width;
    all += width;
    at += character.length;
  }
  return all === 0 ? 0 : before / all;
}
