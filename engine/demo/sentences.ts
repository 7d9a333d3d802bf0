/** A sentence and where it begins in its text, in UTF-16 units. */
export interface Sentence {
  readonly text: string;
  readonly start: number;
}

/** The sentences of `text` in order, without those that are only white space. A voice is given one at a time, so that its first sound does not wait for the last. */
export function sentencesOf(text: string): Sentence[] {
  return [...new Intl.Segmenter(undefined, { granularity: "sentence" }).segment(text)]
    .filter(({ segment }) => segment.trim() !== "")
    .map(({ segment, index }) => ({ text: segment, start: index }));
}
