import type { ChapterStart } from "../shared/article.ts";
import { movedFormulas } from "../shared/formula.ts";
import { maxSelectionLength, type BookPart, type Passage, type Utterance } from "../shared/protocol.ts";

/**
 * Cuts a text of any length into the parts of an audio file: one for each chapter, and more where a chapter is longer than `maxLength` UTF-16
 * units. `title` is that of what stands before the first chapter. A part of which no voice reads anything is left out.
 */
export function bookParts(
  utterance: Utterance,
  chapters: readonly ChapterStart[],
  title: string,
  maxLength = maxSelectionLength,
): BookPart[] {
  const { text } = utterance;
  const starts = chapters[0]?.start === 0 ? chapters : [{ title, start: 0 }, ...chapters];
  return starts.flatMap(({ title: chapter, start }, i) =>
    piecesOf(text, start, starts[i + 1]?.start ?? text.length, maxLength)
      .map(([from, to]) => partOf(utterance, from, to))
      .filter((part) => part.passages.length > 0)
      .map((part, at) => ({ utterance: part, chapter: at === 0 ? chapter : null })),
  );
}

/** Where a range of a text is cut: behind a paragraph if possible, else behind a line, else behind a word. */
function piecesOf(text: string, start: number, end: number, maxLength: number): [start: number, end: number][] {
  const pieces: [number, number][] = [];
  let from = start;
  while (end - from > maxLength) {
    const to = from + cutIn(text.slice(from, from + maxLength));
    pieces.push([from, to]);
    from = to;
  }
  return [...pieces, [from, end]];
}

function cutIn(text: string): number {
  for (const gap of ["\n\n", "\n", " "]) {
    const found = text.lastIndexOf(gap);
    if (found > 0) return found + gap.length;
  }
  return text.length;
}

function partOf(utterance: Utterance, start: number, end: number): Utterance {
  const passages = utterance.passages.flatMap((passage): Passage[] => {
    const from = Math.max(passage.start, start);
    const to = Math.min(passage.end, end);
    return from < to && utterance.text.slice(from, to).trim() !== "" ? [{ ...passage, start: from - start, end: to - start }] : [];
  });
  const { formulas, ...rest } = utterance;
  const own = formulas?.filter((formula) => formula.start >= start && formula.end <= end) ?? [];
  return {
    ...rest,
    utteranceId: crypto.randomUUID(),
    text: utterance.text.slice(start, end),
    passages,
    ...(own.length > 0 && { formulas: movedFormulas(own, -start) }),
    mayGrow: false,
  };
}
