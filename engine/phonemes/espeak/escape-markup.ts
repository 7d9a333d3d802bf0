/** Text in which espeak finds no markup. */
export interface EscapedText {
  text: string;
  /** The UTF-16 offset into the original text for each character (not UTF-16 unit) of `text`, and for its end. */
  offsets: number[];
}

/** Escapes SSML and `[[phonemes]]`. The espeak of the instant voice always interprets them, but the texts of users do not use them. */
export function escapeMarkup(original: string): EscapedText {
  const offsets: number[] = [];
  let text = "";
  let offset = 0;
  for (const character of original) {
    const escaped = character === "<" ? "&lt;" : character === "&" ? "&amp;" : character === "[" ? "[ " : character;
    text += escaped;
    for (const _ of escaped) offsets.push(offset);
    offset += character.length;
  }
  offsets.push(offset);
  return { text, offsets };
}
