import type { BuiltText } from "../text/text-builder.ts";
import { TextPieces, type TextPiece } from "../text/text-pieces.ts";

type Part = readonly [start: number, end: number];

/**
 * A text without some parts of it (start, and end exclusive), which are in order and apart. A part within a formula stays. Null if only white
 * space is left. Linear time.
 */
export function cutText(built: BuiltText, parts: readonly Part[]): BuiltText | null {
  const gaps = outsideOf(built.formulas ?? [], parts);
  if (gaps.length === 0) return built;
  const kept: [start: number, end: number][] = [];
  let at = 0;
  for (const [start, end] of gaps) {
    if (start > at) kept.push([at, start]);
    at = end;
  }
  if (at < built.text.length) kept.push([at, built.text.length]);
  const text = kept.map(([start, end]) => built.text.slice(start, end)).join("");
  if (text.trim() === "") return null;
  const offsetOf = offsetsIn(kept);
  const ranges = built.ranges
    .map((range) => ({ ...range, start: offsetOf(range.start), end: offsetOf(range.end) }))
    .filter(({ start, end }) => end > start);
  const formulas = (built.formulas ?? [])
    .map((formula) => ({ ...formula, start: offsetOf(formula.start), end: offsetOf(formula.end) }))
    .filter(({ start, end }) => end > start);
  return { text, truncated: built.truncated, ranges, ...(formulas.length > 0 && { formulas }), pieces: keptPieces(built.pieces, kept) };
}

/** The parts that cut no formula in two. */
function outsideOf(formulas: readonly { start: number; end: number }[], parts: readonly Part[]): readonly Part[] {
  let next = 0;
  return parts.filter(([start, end]) => {
    while ((formulas[next]?.end ?? Infinity) <= start) next++;
    for (let index = next; ; index++) {
      const formula = formulas[index];
      if (!formula || formula.start >= end) return true;
      if (formula.start < start || formula.end > end) return false;
    }
  });
}

/** The offset after the cuts for ascending offsets before them. */
function offsetsIn(kept: readonly (readonly [start: number, end: number])[]): (offset: number) => number {
  const before: number[] = [];
  let sum = 0;
  for (const [start, end] of kept) {
    before.push(sum);
    sum += end - start;
  }
  return (offset) => {
    let low = 0;
    let high = kept.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((kept[middle]?.[1] ?? 0) >= offset) high = middle;
      else low = middle + 1;
    }
    const part = kept[low];
    return part ? (before[low] ?? 0) + Math.max(0, offset - part[0]) : sum;
  };
}

function keptPieces(pieces: TextPieces, kept: readonly (readonly [start: number, end: number])[]): TextPieces {
  const left = new TextPieces();
  let part = 0;
  /** How much of the text was kept before the current part. */
  let before = 0;
  const add = (piece: TextPiece, from: number, to: number, start: number): void => {
    if (piece.offset === null) left.addElement(start, to - from, piece.node as Element);
    // Only text nodes have an offset.
    else left.addText(start, to - from, piece.node as Text, piece.offset + from - piece.start);
  };
  for (const piece of pieces.from(0)) {
    for (;;) {
      const [start, end] = kept[part] ?? [Infinity, Infinity];
      const from = Math.max(start, piece.start);
      const to = Math.min(end, piece.end);
      if (from < to) add(piece, from, to, before + from - start);
      if (end > piece.end || start === Infinity) break;
      before += end - start;
      part++;
    }
  }
  return left;
}
