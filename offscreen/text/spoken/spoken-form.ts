import type { GivenPhonemes, PhonemeRange } from "../../vocabulary.ts";

/** A part of a written text that is said in another way: UTF-16 offsets, `end` is exclusive. */
export interface Edit {
  start: number;
  end: number;
  spoken: string;
  /** Phonemes that are said in place of `spoken`. */
  phonemes?: GivenPhonemes | undefined;
}

/** A text as it is to be spoken, and the way between it and the written text. Units are UTF-16. */
export interface SpokenForm {
  text: string;
  /** The parts of `text` that are said by phonemes, in order. */
  phonemes: readonly PhonemeRange[];
  /** The part of the written text that the spoken units from `start` to `end` stand for. What was said in another way is always a whole. */
  writtenRange(start: number, end: number): { start: number; end: number };
  /** Where the written unit `unit` is said, or where what stands for it begins. */
  spokenUnit(unit: number): number;
}

/** The spoken form of `written` after `edits`, which are in order and do not overlap. */
export function makeSpokenForm(written: string, edits: readonly Edit[]): SpokenForm {
  let text = "";
  let from = 0;
  const given: PhonemeRange[] = [];
  /** Each edit with the units that it has in the spoken text. */
  const parts = edits.map(({ start, end, spoken, phonemes }) => {
    text += written.slice(from, start);
    const spokenStart = text.length;
    text += spoken;
    from = end;
    if (phonemes && text.length > spokenStart) given.push({ ...phonemes, start: spokenStart, end: text.length });
    return { start, end, spokenStart, spokenEnd: text.length };
  });
  text += written.slice(from);

  const writtenStart = (unit: number): number => {
    const part = parts.findLast(({ spokenStart }) => spokenStart <= unit);
    if (!part) return unit;
    return unit < part.spokenEnd ? part.start : part.end + unit - part.spokenEnd;
  };
  const writtenEnd = (unit: number): number => {
    const part = parts.findLast(({ spokenStart }) => spokenStart < unit);
    if (!part) return unit;
    return unit <= part.spokenEnd ? part.end : part.end + unit - part.spokenEnd;
  };
  return {
    text,
    phonemes: given,
    writtenRange(start, end) {
      const first = writtenStart(start);
      return { start: first, end: Math.max(first, writtenEnd(end)) };
    },
    spokenUnit(unit) {
      const part = parts.findLast(({ start }) => start <= unit);
      if (!part) return unit;
      return unit < part.end ? part.spokenStart : part.spokenEnd + unit - part.end;
    },
  };
}

/** The ranges of phonemes in the part of a text from `start` to `end`, as offsets into that part. */
export function phonemesWithin(ranges: readonly PhonemeRange[], start: number, end: number): PhonemeRange[] {
  return ranges.flatMap((range) =>
    range.start >= start && range.end <= end ? [{ ...range, start: range.start - start, end: range.end - start }] : [],
  );
}
