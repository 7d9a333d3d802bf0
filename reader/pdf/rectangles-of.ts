import type { Box } from "./layout/geometry.ts";
import { shareOfWidth } from "./layout/char-widths.ts";
import type { TextBox, TextRange, TextWithBoxes } from "./layout/text-with-boxes.ts";

/** A rectangle on a page, in points from the top left corner of the page as it is shown. */
export interface PageRectangle extends Box {
  /** Index of the page, from 0. */
  readonly page: number;
}

/**
 * Where a range of a block's text stands on its pages: a rectangle for each stretch on each line. Within a stretch the place of a letter is
 * estimated from usual widths.
 */
export function rectanglesOf({ text, boxes }: TextWithBoxes, { start, end }: TextRange): PageRectangle[] {
  const rectangles: PageRectangle[] = [];
  for (const box of boxes) {
    const [from, to] = [Math.max(start, box.start), Math.min(end, box.end)];
    if (from >= to) continue;
    const whole = text.slice(box.start, box.end);
    const shares = [shareOfWidth(whole, from - box.start), shareOfWidth(whole, to - box.start)] as const;
    rectangles.push({ page: box.page, ...partOf(box, shares) });
  }
  return mergeNeighbours(rectangles);
}

/** The part of a box between two shares of its length along the text. */
function partOf({ left, top, right, bottom, angle, rtl }: TextBox, [from, to]: readonly [number, number]): Box {
  const isBackwards = (angle === 180 || angle === 270) !== rtl;
  const [a, b] = isBackwards ? [1 - to, 1 - from] : [from, to];
  if (angle % 180 === 0) return { left: left + (right - left) * a, right: left + (right - left) * b, top, bottom };
  return { left, right, top: top + (bottom - top) * a, bottom: top + (bottom - top) * b };
}

/** Rectangles of one line become one, with the spaces between them. */
function mergeNeighbours(rectangles: readonly PageRectangle[]): PageRectangle[] {
  const merged: PageRectangle[] = [];
  for (const rectangle of rectangles) {
    const last = merged.at(-1);
    const isSameLine =
      last !== undefined &&
      last.page === rectangle.page &&
      Math.abs(last.top - rectangle.top) < 0.2 * (rectangle.bottom - rectangle.top) &&
      Math.abs(last.bottom - rectangle.bottom) < 0.2 * (rectangle.bottom - rectangle.top) &&
      Math.max(last.left, rectangle.left) - Math.min(last.right, rectangle.right) < 1.2 * (rectangle.bottom - rectangle.top);
    if (!isSameLine) merged.push(rectangle);
    else {
      merged[merged.length - 1] = {
        page: last.page,
        left: Math.min(last.left, rectangle.left),
        right: Math.max(last.right, rectangle.right),
        top: Math.min(last.top, rectangle.top),
        bottom: Math.max(last.bottom, rectangle.bottom),
      };
    }
  }
  return merged;
}
