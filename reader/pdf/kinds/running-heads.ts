import { overlapInHeight, quantile, type Segment } from "../layout/geometry.ts";

/** The text of a page in its main direction, as far as running heads are concerned. */
export interface PageEdges {
  readonly index: number;
  readonly height: number;
  readonly segments: readonly Segment[];
}

/** Which segments are not part of the text, and what they are. */
export type Heads = ReadonlyMap<Segment, "running-head" | "page-number">;

/** Running heads and page numbers are in so many rows at the top and as many at the bottom, in this share of the page's height. */
const rowsAtEdge = 4;
const edgeShare = 0.18;

/**
 * The running heads and page numbers of a page: what other pages have too in the same place, but for its numbers; and a number alone at
 * the edge. `others` are some pages before and after.
 */
export function headsOf(page: PageEdges, others: readonly PageEdges[]): Heads {
  const heads = new Map<Segment, "running-head" | "page-number">();
  const rows = edgeRows(page);
  const known = others.map((other) => ({ index: other.index, segments: edgeRows(other).flat() }));
  for (const row of rows) {
    for (const segment of row) {
      const number = pageNumberIn(segment.text);
      const sameHeight = known.map(({ index, segments }) => ({ index, segments: segments.filter((other) => isAtHeight(other, segment)) }));
      if (number !== null) {
        const isCounted = sameHeight.some(({ index, segments }) =>
          segments.some(({ text }) => pageNumberIn(text) === number + index - page.index),
        );
        if (isCounted || (isAlone(row, segment, page) && (others.length === 0 || number === page.index + 1)))
          heads.set(segment, "page-number");
      } else {
        const pattern = patternOf(segment.text);
        const isRepeated = sameHeight.some(({ segments }) => segments.some(({ text }) => patternOf(text) === pattern));
        const isHead = isRepeated || (others.length === 0 && isSmallAtEdge(segment, page));
        if (/\p{L}{2}/u.test(pattern) && isHead) heads.set(segment, "running-head");
      }
    }
  }
  // What stands beside a page number, or where other pages have it: the title of a chapter that has only this page here.
  for (const row of rows) {
    const isHeadRow = row.some((segment) => heads.has(segment));
    const isShort = row.every(({ text }) => text.length < 90);
    if (isHeadRow && isShort)
      for (const segment of row)
        if (!heads.has(segment)) heads.set(segment, pageNumberIn(segment.text) === null ? "running-head" : "page-number");
  }
  return heads;
}

function isAtHeight(a: Segment, b: Segment): boolean {
  return Math.abs(a.baseline - b.baseline) < 3 && Math.abs(a.size - b.size) < 1;
}

/** The rows of segments at the top and the bottom of a page, the outermost first. */
function edgeRows({ segments, height }: PageEdges): Segment[][] {
  const atTop = segments.filter(({ bottom }) => bottom < height * edgeShare).sort((a, b) => a.baseline - b.baseline);
  const atBottom = segments.filter(({ top }) => top > height * (1 - edgeShare)).sort((a, b) => b.baseline - a.baseline);
  return [atTop, atBottom].flatMap((sorted) => {
    const rows: Segment[][] = [];
    for (const segment of sorted) {
      const row = rows.at(-1);
      if (row?.[0] !== undefined && overlapInHeight(row[0], segment) > 0.5) row.push(segment);
      else if (rows.length < rowsAtEdge) rows.push([segment]);
      else break;
    }
    return rows;
  });
}

/** True for a row that is only this segment and apart from the rest. */
function isAlone(row: readonly Segment[], segment: Segment, { segments }: PageEdges): boolean {
  const gaps = segments
    .filter((other) => other !== segment)
    .map((other) => Math.max(other.top - segment.bottom, segment.top - other.bottom));
  return row.length === 1 && Math.min(...gaps) > 0.8 * segment.size;
}

/** True for small text at the very edge of a document's only page. */
function isSmallAtEdge(segment: Segment, { segments, height }: PageEdges): boolean {
  const size = quantile(
    segments.map((other) => other.size),
    0.5,
  );
  return segment.size < 0.9 * size && (segment.bottom < 0.07 * height || segment.top > 0.93 * height);
}

/** The number of the page that a text tells, if it tells nothing else; null otherwise. */
function pageNumberIn(text: string): number | null {
  const [, arabic, roman] =
    /^(?:\p{L}{1,6}\.?\s)?[-–—|[(•·\s]*(?:(\d{1,4})|([ivxlc]{1,7}))[-–—|\])•·\s]*(?:(?:\/|of|von|de|sur|di|van|из)\s*\d{1,4})?$/iu.exec(
      text,
    ) ?? [];
  if (arabic !== undefined) return Number(arabic);
  return roman === undefined ? null : romanNumber(roman.toLowerCase());
}

function romanNumber(text: string): number | null {
  const values: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 };
  let sum = 0;
  for (const [at, letter] of [...text].entries()) {
    const [value, next] = [values[letter] ?? 0, values[text[at + 1] ?? ""] ?? 0];
    sum += value < next ? -value : value;
  }
  return sum > 0 ? sum : null;
}

/** A text without its numbers. */
function patternOf(text: string): string {
  return text.replaceAll(/\d+/gu, "#").replaceAll(/\s+/gu, " ");
}
