import type { Tag } from "./tags.ts";

/** A rectangle in points. In a page, x goes right and y goes down from the top left corner of the page as it is shown. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The kind of a font, by which another one is chosen that is about as wide. */
export type FontFamily = "sans" | "serif" | "mono";

/** Some text with one font on one line, in its reading frame: x along the text, y from line to line. */
export interface Run extends Box {
  /** In the order in which it is read. */
  readonly text: string;
  readonly baseline: number;
  /** Height of the font in points. */
  readonly size: number;
  /** The document's name of the font: only good for comparing. */
  readonly font: string;
  readonly family: FontFamily;
  readonly rtl: boolean;
  /** The mean width of its letters, as a share of its size. */
  readonly advance: number;
  readonly tag: Tag;
}

/** Runs side by side on one line, without a wide gap between them. */
export interface Segment extends Box {
  readonly runs: readonly Run[];
  readonly baseline: number;
  /** Size and font of most of the text. */
  readonly size: number;
  readonly font: string;
  readonly text: string;
}

/** The smallest box around boxes. */
export function boxAround(boxes: readonly Box[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    left = Math.min(left, box.left);
    top = Math.min(top, box.top);
    right = Math.max(right, box.right);
    bottom = Math.max(bottom, box.bottom);
  }
  return { left, top, right, bottom };
}

/** How much of the lower one's height two boxes have in common: 0 to 1. */
export function overlapInHeight(a: Box, b: Box): number {
  const common = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return Math.max(0, common / Math.max(0.1, Math.min(a.bottom - a.top, b.bottom - b.top)));
}

/** The value below which the given share (0 to 1) of the values lies; 0 for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
