import { shareOfWidth } from "./layout/char-widths.ts";
import { boxAround, overlapInHeight } from "./layout/geometry.ts";
import { inItsDirection, type TextBox, type TextRange, type TextWithBoxes } from "./layout/text-with-boxes.ts";

/** So far apart, as a share of the height, letters of one word may stand. */
const widestGapInWord = 0.3;

/**
 * The boxes of a text, in its order. What stands on one line without anything between is one, so that a text that is drawn letter by letter
 * has a box for each word, or with `wholeLines` for each line. Each ends where one of the `marks` begins or ends.
 */
export function boxStretches({ text, boxes, marks }: TextWithBoxes, wholeLines = false): TextBox[] {
  const cuts = marks.flatMap(({ start, end }) => [start, end]);
  const stretches: TextBox[] = [];
  for (const box of boxes.flatMap((each) => cutAt(text, each, cuts))) {
    const last = stretches.at(-1);
    const isOne = last && (wholeLines ? isOneLine(text, last, box) : last.end === box.start && isOneWord(last, box));
    if (isOne && !cuts.includes(last.end) && !cuts.includes(box.start)) {
      stretches[stretches.length - 1] = { ...last, ...boxAround([last, box]), end: box.end };
    } else if (!last || box.start >= last.end) stretches.push(box);
  }
  return stretches;
}

/** True if a box is on the same line as another, and goes on to its right or, where the text goes that way, to its left. */
export function isOnLineOf(last: TextBox, box: TextBox): boolean {
  if (last.page !== box.page || last.angle !== box.angle) return false;
  const [before, after] = [inItsDirection(last), inItsDirection(box)];
  const isAhead = last.rtl || box.rtl ? after.right <= before.right : after.left >= before.left;
  return isAhead && overlapInHeight(before, after) > 0.5;
}

/** The box between two on a line whose text goes to the left. */
export function gapBetween(last: TextBox, next: TextBox): TextBox {
  const [left, right] = [Math.min(next.right, last.left), Math.max(next.right, last.left)];
  const [top, bottom] = [Math.min(next.bottom, last.top), Math.max(next.bottom, last.top)];
  return last.angle % 180 === 0 ? { ...last, left, right } : { ...last, top, bottom };
}

function isOneLine(text: string, last: TextBox, box: TextBox): boolean {
  return last.end <= box.start && text.slice(last.end, box.start).trim() === "" && last.rtl === box.rtl && isOnLineOf(last, box);
}

function isOneWord(last: TextBox, box: TextBox): boolean {
  if (last.rtl !== box.rtl || last.family !== box.family || !isOnLineOf(last, box)) return false;
  const [before, after] = [inItsDirection(last), inItsDirection(box)];
  const [height, otherHeight] = [before.bottom - before.top, after.bottom - after.top];
  const gap = Math.max(before.left, after.left) - Math.min(before.right, after.right);
  return Math.abs(height - otherHeight) < 0.1 * height && Math.abs(before.top - after.top) < 0.1 * height && gap < widestGapInWord * height;
}

function cutAt(text: string, box: TextBox, cuts: readonly number[]): TextBox[] {
  const inside = cuts.filter((cut) => cut > box.start && cut < box.end);
  const ends = [...inside, box.end];
  return inside.length === 0 ? [box] : ends.map((end, at) => partOf(text, box, { start: ends[at - 1] ?? box.start, end }));
}

/** A part of a box. Where in it a letter stands is estimated from usual widths. */
function partOf(text: string, box: TextBox, { start, end }: TextRange): TextBox {
  const { left, top, right, bottom, angle, rtl } = box;
  const whole = text.slice(box.start, box.end);
  const [from, to] = [shareOfWidth(whole, start - box.start), shareOfWidth(whole, end - box.start)];
  const isBackwards = (angle === 180 || angle === 270) !== rtl;
  const [a, b] = isBackwards ? [1 - to, 1 - from] : [from, to];
  const part =
    angle % 180 === 0
      ? { left: left + (right - left) * a, right: left + (right - left) * b }
      : { top: top + (bottom - top) * a, bottom: top + (bottom - top) * b };
  return { ...box, ...part, start, end };
}
