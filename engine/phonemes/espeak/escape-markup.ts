/** Text in which espeak finds no markup. */
export interface EscapedText {
  text: string;
  /** The UTF-16 offset into the original text for each character (not UTF-16 unit) of `text`, and for its end. */
  offsets: number[];
}

/** Phonemes in eSpeak NG's notation that are said in place of a part of a text: UTF-16 offsets, `end` is exclusive. */
export interface EspeakRange {
  start: number;
  end: number;
  symbols: string;
}

/**
 * Escapes SSML and `[[phonemes]]`. The espeak of the instant voice always interprets them, but the texts of users do not use them. In place of each of
 * `phonemes`, which are in order, there are such brackets; all that is in them has the offset of the part's beginning.
 */
export function escapeMarkup(original: string, phonemes: readonly EspeakRange[] = []): EscapedText {
  const offsets: number[] = [];
  let text = "";
  let offset = 0;
  const add = (escaped: string): void => {
    text += escaped;
    for (const _ of escaped) offsets.push(offset);
  };
  const addText = (end: number): void => {
    for (const character of original.slice(offset, end)) {
      add(character === "<" ? "&lt;" : character === "&" ? "&amp;" : character === "[" ? "[ " : character);
      offset += character.length;
    }
  };
  for (const { start, end, symbols } of phonemes) {
    addText(start);
    const [before, after] = [original.slice(0, start), original.slice(end)];
    add(`${/\S$/u.test(before) ? " " : ""}[[${symbols}]]${/^[\p{L}\p{N}]/u.test(after) ? " " : ""}`);
    offset = end;
  }
  addText(original.length);
  offsets.push(offset);
  return { text, offsets };
}
