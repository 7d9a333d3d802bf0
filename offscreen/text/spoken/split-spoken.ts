import { LongSplitter } from "../long-splitter.ts";

/**
 * Where to part a spoken text that is longer than a sentence may be, best at the ends of clauses. The parts are in order and have all of the text;
 * a short text is one part.
 */
export function splitSpoken(text: string): { start: number; end: number }[] {
  const ends = new LongSplitter("en").ends(
    text,
    0,
    text.length,
    () => true,
    () => false,
  );
  return ends.map((end, index) => ({ start: ends[index - 1] ?? 0, end }));
}
