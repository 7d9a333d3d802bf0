import { quantile } from "./geometry.ts";
import type { Line } from "./lines.ts";
import { shareOfWidth } from "./char-widths.ts";

/** What begins a list item: a bullet, or a number or letter with a mark. */
export const listMarker =
  /^(?:[•◦▪‣∙·●○■□►▶➢➤✓✔❖\u{f0a7}\u{f0b7}\u{f0d8}\u{f0fc}]\s*|[-–—*]\s+|\(?\d{1,3}[.)]\s+|\([a-zA-Z]\)\s+|[a-z][.)]\s+|\(?[ivx]{1,5}[.)]\s+|\[\d{1,3}\]\s*)(?=\S)/u;

/** A sign that is no part of a list item's text, and the space after it. */
export const bullet = /^[•◦▪‣∙●○■□►▶➢➤✓✔❖\u{f0a7}\u{f0b7}\u{f0d8}\u{f0fc}]\s*/u;
const sentenceEnd = /[.!?:;。！？]["'”’»)\]]?\d{0,2}$/u;
/** Dots that lead from a title to the number of its page. */
const leader = /(?:[.·…_]\s?){4,}\s*[\divxlc]{1,5}$/iu;

/** The paragraphs of a column: its lines, in groups. */
export function paragraphsOf(lines: readonly Line[]): Line[][] {
  const column = measure(lines);
  const paragraphs: Line[][] = [];
  for (const [at, line] of lines.entries()) {
    const paragraph = paragraphs.at(-1);
    if (paragraph === undefined || isBreak(paragraph, line, lines[at + 1], column)) paragraphs.push([line]);
    else paragraph.push(line);
  }
  return paragraphs;
}

interface Column {
  /** Where most lines start, as `startOf` gives it. */
  readonly start: number;
  /** True if its lines start below each other, so that an indent means something. */
  readonly isAligned: boolean;
  readonly left: number;
  readonly right: number;
  /** The usual distance between the baselines of two lines, by the size of their font. */
  distanceOf(size: number): number;
}

function measure(lines: readonly Line[]): Column {
  const distances = new Map<number, number[]>();
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1];
    if (before === undefined || Math.abs(before.size - line.size) > 0.5) continue;
    const key = Math.round(line.size);
    distances.set(key, [...(distances.get(key) ?? []), line.baseline - before.baseline]);
  }
  const usual = new Map([...distances].map(([size, values]) => [size, quantile(values, values.length > 3 ? 0.3 : 0)]));
  const start = mostFrequent(lines.map((line) => Math.round(startOf(line))));
  return {
    start,
    isAligned: lines.length < 4 || lines.filter((line) => Math.abs(startOf(line) - start) < 1.5).length > 0.3 * lines.length,
    left: Math.min(...lines.map(({ left }) => left)),
    right: Math.max(...lines.map(({ right }) => right)),
    distanceOf: (size) => Math.min(usual.get(Math.round(size)) ?? 1.35 * size, 2.6 * size),
  };
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** True if a line begins a paragraph after the one whose lines are known. */
function isBreak(paragraph: readonly Line[], line: Line, after: Line | undefined, column: Column): boolean {
  const last = paragraph.at(-1);
  const [first] = paragraph;
  if (last === undefined || first === undefined) return true;
  const size = Math.max(line.size, last.size);
  // What the document itself says.
  if (line.tag.element !== last.tag.element && line.tag.element > 0 && last.tag.element > 0) return true;
  if (Math.abs(line.size - last.size) > 0.07 * size) return true;
  const distance = line.baseline - last.baseline;
  const usual = column.distanceOf(line.size);
  if (distance > usual + Math.max(0.22 * size, 1.5)) return true;
  if (line.font !== last.font && isWhollyOfOneFont(line) && isWhollyOfOneFont(last) && isStyleChange(paragraph, line, after)) return true;
  if (leader.test(last.text)) return true;

  if (/\p{L}[-\u00ad\u2010]$/u.test(last.text) && /^\p{Ll}/u.test(line.text)) return false;
  const [start, firstStart, lastStart] = [startOf(line), startOf(first), startOf(last)];
  const isCentred = Math.abs(centreOf(line) - centreOf(last)) < 0.6 * size && Math.abs(start - lastStart) > size;
  const endsShort = !isCentred && hasRoomFor(last, line, column);
  const isFinished = sentenceEnd.test(last.text);
  if (bullet.test(line.text)) return true;
  if (listMarker.test(line.text)) {
    // A number at the start of a line may as well be a part of a sentence.
    const isHanging = start < (paragraph.length > 1 ? lastStart : start + 1) - 0.4 * size || listMarker.test(first.text);
    if (isHanging || isFinished || endsShort || start > lastStart + 0.8 * size) return true;
  }
  if (endsShort && (isFinished || /^[\p{Lu}\p{N}“"«¿¡(]/u.test(line.text))) return true;
  if (!column.isAligned) return false;
  // Indented more than the lines before: the first line of the next one. A first line further left than the rest hangs.
  const isHanging = paragraph.length > 1 ? lastStart > firstStart + 0.6 * size : listMarker.test(first.text);
  if (isHanging) return start < lastStart - 0.5 * size && (isFinished || endsShort);
  // One line of a paragraph, and the first of the next, which are indented alike.
  const isIndented = start > column.start + 0.7 * size && (after === undefined || startOf(after) < column.start + 0.4 * size);
  if (paragraph.length === 1 && (isFinished || endsShort) && isIndented && !isCentred) return true;
  const indent = start - lastStart;
  if (isCentred || indent < 0.7 * size) return false;
  // After a single line, a line further right is the rest of a hanging paragraph, or begins another one.
  const restOfHanging = paragraph.length === 1 && after !== undefined && Math.abs(startOf(after) - start) < 0.3 * size;
  return !restOfHanging || (isFinished && endsShort);
}

/** Where the line begins in its direction, growing along it. */
function startOf(line: Line): number {
  return line.rtl ? -line.right : line.left;
}

const centreOf = (line: Line): number => (line.left + line.right) / 2;

/** True if the first word of the next line would have fitted on a line: it ended for another reason. */
function hasRoomFor(last: Line, line: Line, column: Column): boolean {
  const room = last.rtl ? last.left - column.left : column.right - last.right;
  const word = /^\S+/u.exec(line.text)?.[0] ?? "";
  const width = word.length === line.text.length ? line.right - line.left : (line.right - line.left) * shareOfWidth(line.text, word.length);
  return room > width + 0.9 * line.size;
}

/** True if nearly all of a line has one font. */
function isWhollyOfOneFont(line: Line): boolean {
  const length = line.runs.reduce((sum, { font, text }) => sum + (font === line.font ? text.length : 0), 0);
  return length > 0.9 * line.text.length;
}

/** True if another font begins with a line and goes on: not only the emphasis of a few words. */
function isStyleChange(paragraph: readonly Line[], line: Line, after: Line | undefined): boolean {
  const wasStyle = paragraph.every((each) => each.font === paragraph[0]?.font && isWhollyOfOneFont(each));
  return wasStyle && paragraph.length <= 3 && (after === undefined || after.font === line.font || after.font !== paragraph[0]?.font);
}
