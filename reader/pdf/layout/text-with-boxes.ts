import type { Box, FontFamily } from "./geometry.ts";
import type { Angle } from "./frame.ts";

/** Where a stretch of a text stands: `start` and `end` are UTF-16 offsets into it, the box is on the page as it is shown, in points. */
export interface TextBox extends Box {
  readonly start: number;
  readonly end: number;
  /** Index of the page, from 0. */
  readonly page: number;
  /** The direction in which the text runs. */
  readonly angle: Angle;
  readonly rtl: boolean;
  readonly family: FontFamily;
}

/** UTF-16 offsets into a text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A text and where each stretch of it stands. */
export interface TextWithBoxes {
  readonly text: string;
  /** In the order of the text. Spaces between lines and words may have none. */
  readonly boxes: readonly TextBox[];
  /** The raised marks in it that lead to footnotes. */
  readonly marks: readonly TextRange[];
}

/** One text after another, with `between` between them, without the last `dropped` UTF-16 units of the first. */
export function concatTexts(a: TextWithBoxes, between: string, b: TextWithBoxes, dropped = 0): TextWithBoxes {
  const length = a.text.length - dropped;
  const by = length + between.length;
  const shifted = <T extends TextRange>(range: T): T => ({ ...range, start: range.start + by, end: range.end + by });
  const cut = <T extends TextRange>(ranges: readonly T[]): T[] =>
    ranges.flatMap((range) => (range.start >= length ? [] : [range.end > length ? { ...range, end: length } : range]));
  return {
    text: a.text.slice(0, length) + between + b.text,
    boxes: [...cut(a.boxes), ...b.boxes.map(shifted)],
    marks: [...cut(a.marks), ...b.marks.map(shifted)],
  };
}

/** A text without its first UTF-16 units. */
export function withoutStart({ text, boxes, marks }: TextWithBoxes, length: number): TextWithBoxes {
  const cut = <T extends TextRange>(ranges: readonly T[]): T[] =>
    ranges.flatMap((range) =>
      range.end <= length ? [] : [{ ...range, start: Math.max(0, range.start - length), end: range.end - length }],
    );
  return { text: text.slice(length), boxes: cut(boxes), marks: cut(marks) };
}

/** A box turned so that its text goes right; where its origin is does not matter. */
export function inItsDirection({ angle, left, top, right, bottom }: TextBox): Box {
  if (angle === 90) return { left: top, right: bottom, top: -right, bottom: -left };
  if (angle === 180) return { left: -right, right: -left, top: -bottom, bottom: -top };
  return angle === 270 ? { left: -bottom, right: -top, top: left, bottom: right } : { left, top, right, bottom };
}
