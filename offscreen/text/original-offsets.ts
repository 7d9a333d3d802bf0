import type { Sentence } from "../vocabulary.ts";
import { speakableRange } from "./speakable-range.ts";

/** Where a part of a sentence's text comes from, in UTF-16 units. */
export interface OriginalOffsets {
  /** Where the unit `unit` of the sentence's text starts, as an offset into the original text. */
  startOf(unit: number): number;
  /** Where the unit before `unit` ends in the original text. */
  endOf(unit: number): number;
  /** The unit of the sentence's text that comes from `offset`, or the next one. */
  unitAt(offset: number): number;
}

/** The way back from the text of a sentence, which was made safe to speak, to the original text that it was split from. */
export function originalOffsets(text: string, { start, end, text: spoken }: Pick<Sentence, "text" | "start" | "end">): OriginalOffsets {
  const range = speakableRange(text, start, end, Infinity);
  // The same units were read when the text was split, so they give the same text.
  const lead = Math.max(0, range.text.indexOf(spoken));
  const startOf = (unit: number): number => (unit >= spoken.length ? end : (range.starts[unit + lead] ?? end));
  return {
    startOf,
    endOf: (unit) => (unit <= 0 ? start : (range.ends[unit + lead - 1] ?? end)),
    unitAt(offset) {
      let unit = 0;
      while (unit < spoken.length && (range.ends[unit + lead] ?? end) <= offset) unit++;
      return unit;
    },
  };
}
