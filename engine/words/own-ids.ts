import { lastPunctuation, pad } from "./find-words.ts";

/**
 * Where a word is among the phoneme ids of its text, from the id `start` up to `end`, if it has sounds of its own there that are joined to no other word.
 * `starts` are the first ids of all words, as `findWords` gives them.
 */
export function ownIds(
  ids: readonly number[],
  starts: readonly (number | undefined)[],
  word: number,
): { start: number; end: number } | undefined {
  const start = starts[word];
  if (start === undefined) return undefined;
  let end = starts.slice(word + 1).find((next) => next !== undefined) ?? ids.length;
  while (end > start && isBetweenWords(ids[end - 1])) end--;
  const before = ids.slice(0, start).findLast((id) => id !== pad);
  const after = ids.slice(end).find((id) => id !== pad);
  return end > start && isBetweenWords(before) && isBetweenWords(after) ? { start, end } : undefined;
}

/** True for pads, spaces, punctuation, and the marks of a sentence. */
function isBetweenWords(id = pad): boolean {
  return id <= lastPunctuation;
}
