/** Sentences up to this length are made in one go before anyone would notice, in UTF-16 units. */
const shortSentence = 60;
/** A clause shorter than this is over before what follows it can be made, and one that is longer gains too little. */
const shortestClause = 12;
const longestClause = 110;

/** Where a speaker may breathe; full stops are left to what knows abbreviations. */
const breath = /[;:,]["'”’»)\]]*(?= )|[—、，；：،؛][」』）”’»)]*| – /gu;

/**
 * Where the sentence of `text` from `start` to `end` can be parted after its first clause, so that the first sound of an utterance does
 * not wait for the whole of it; undefined where that would not help or not sound natural. `isWhole(i)` as in `LongSplitter`.
 */
export function firstClauseEnd(text: string, start: number, end: number, isWhole: (at: number) => boolean): number | undefined {
  if (end - start <= shortSentence) return undefined;
  for (const found of text.slice(start, Math.min(end, start + longestClause)).matchAll(breath)) {
    const length = found.index + found[0].length;
    if (length >= shortestClause && end - start - length >= shortestClause && isWhole(start + length)) return start + length;
  }
  return undefined;
}
