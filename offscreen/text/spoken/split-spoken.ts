import type { PhonemeRange } from "../../vocabulary.ts";
import { LongSplitter } from "../long-splitter.ts";

/**
 * Where to part a spoken text that is longer than a sentence may be, best at the ends of clauses, and not in what is said by `phonemes`. The parts
 * are in order and have all of the text; a short text is one part.
 */
export function splitSpoken(text: string, phonemes: readonly PhonemeRange[] = []): { start: number; end: number }[] {
  const ends = new LongSplitter("en").ends(
    text,
    0,
    text.length,
    () => true,
    (at) => phonemes.some(({ start, end }) => start < at && at < end),
  );
  return ends.map((end, index) => ({ start: ends[index - 1] ?? 0, end }));
}
