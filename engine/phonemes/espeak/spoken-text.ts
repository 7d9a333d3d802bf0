/** Text as espeak reads it without mistaking any of it for markup. */
export interface SpokenText {
  text: string;
  /** For each character (not UTF-16 unit) of `text`, and for its end, the UTF-16 offset into the original. */
  offsets: number[];
}

/** The instant voice's espeak always reads SSML and `[[phonemes]]`; a person's text never means either. */
export function spokenText(original: string): SpokenText {
  const offsets: number[] = [];
  let text = "";
  let offset = 0;
  for (const character of original) {
    const written = character === "<" ? "&lt;" : character === "&" ? "&amp;" : character === "[" ? "[ " : character;
    text += written;
    for (const _ of written) offsets.push(offset);
    offset += character.length;
  }
  offsets.push(offset);
  return { text, offsets };
}
