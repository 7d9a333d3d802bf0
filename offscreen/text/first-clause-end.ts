/** A sentence up to this length, in UTF-16 units, is made so quickly that it is not split. */
const shortSentence = 60;
/**
 * A clause shorter than this has been heard before the next part is ready. With a clause longer than `longestClause` the gain is too small.
 */
const shortestClause = 12;
const longestClause = 110;

/** Where a speaker may breathe. Full stops are not included, because they need the list of abbreviations. */
const breath = /[;:,]["'”’»)\]]*(?= )|[—、，；：،؛][」』）”’»)]*| – /gu;

/**
 * Where to split the sentence of `text` from `start` to `end` after its first clause, so that the first sound of an utterance comes sooner.
 * Returns undefined if a split would not help or not sound natural. `isWhole(i)` is as in `LongSplitter`.
 */
export function firstClauseEnd(text: string, start: number, end: number, isWhole: (at: number) => boolean): number | undefined {
  if (end - start <= shortSentence) return undefined;
  for (const found of text.slice(start, Math.min(end, start + longestClause)).matchAll(breath)) {
    const length = found.index + found[0].length;
    if (length >= shortestClause && end - start - length >= shortestClause && isWhole(start + length)) return start + length;
  }
  return undefined;
}
