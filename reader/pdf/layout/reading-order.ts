import { boxAround, overlapInHeight, quantile, type Box, type Segment } from "./geometry.ts";

/** A column needs so many lines on both sides of its gutter; of a narrow one, which spaces between words may make by chance, some more. */
const fewestLines = 2;
const fewestAtNarrow = 5;
/** A gutter is wide from this many sizes of the font on. */
const wideGutter = 1.3;
/** Edges that are tried as the edge of a column; a page of prose has about a hundred. */
const mostEdges = 240;

interface Cut {
  readonly left: readonly Segment[];
  readonly right: readonly Segment[];
  readonly above: readonly Segment[];
  readonly below: readonly Segment[];
}

/**
 * The columns of a page in reading order: groups of segments that stand below each other. White space between segments that is as high as
 * several lines parts columns. What stands above or below that white space is before or after them.
 */
export function columnsOf(segments: readonly Segment[], rtl: boolean): Segment[][] {
  if (segments.length === 0) return [];
  const cut = bestCut(segments);
  if (cut === null) return [[...segments]];
  const sides = rtl ? [cut.right, cut.left] : [cut.left, cut.right];
  return [cut.above, ...sides, cut.below].flatMap((part) => columnsOf(part, rtl));
}

/** The gutter that parts most of the segments, or null. */
function bestCut(segments: readonly Segment[]): Cut | null {
  const size = quantile(
    segments.map((segment) => segment.size),
    0.5,
  );
  const gutter = Math.max(4, 0.6 * size);
  const byTop = [...segments].sort((a, b) => a.top - b.top);
  let best: Cut | null = null;
  let bestScore = 0;
  for (const x of gutterEdges(segments, gutter)) {
    for (const cut of cutsAt(byTop, x - gutter, x)) {
      const score = commonHeight(cut);
      if (score > bestScore * 1.02 && isColumns(cut)) {
        best = cut;
        bestScore = score;
      }
    }
  }
  return best;
}

/** Where the right edge of a gutter may be: at the left edge of a segment, or a gutter's width right of the right edge of one. */
function gutterEdges(segments: readonly Segment[], gutter: number): number[] {
  const edges = new Set<number>();
  for (const { left, right } of segments) {
    edges.add(Math.round(left * 2) / 2 - 0.5);
    edges.add(Math.round((right + gutter) * 2) / 2 + 0.5);
  }
  const all = [...edges].sort((a, b) => a - b);
  const step = Math.max(1, all.length / mostEdges);
  return Array.from({ length: Math.min(all.length, mostEdges) }, (_, at) => all[Math.floor(at * step)] ?? 0);
}

/** What the strip from x0 to x1 parts, once for each stretch of it that no segment covers. */
function cutsAt(byTop: readonly Segment[], x0: number, x1: number): Cut[] {
  const blockers = byTop.filter(({ left, right }) => left < x1 && right > x0);
  const cuts: Cut[] = [];
  let from = -Infinity;
  for (const blocker of [...blockers, null]) {
    const to = blocker?.top ?? Infinity;
    if (to > from) {
      const cut = cutBetween(byTop, x0, x1, from, to);
      if (cut !== null) cuts.push(cut);
    }
    from = Math.max(from, blocker?.bottom ?? Infinity);
  }
  return cuts;
}

function cutBetween(byTop: readonly Segment[], x0: number, x1: number, from: number, to: number): Cut | null {
  const [left, right, above, below]: [Segment[], Segment[], Segment[], Segment[]] = [[], [], [], []];
  // The boxes of neighbouring lines may overlap a little.
  const isInside = ({ top, bottom }: Box): boolean => top >= from - (bottom - top) * 0.3 && bottom <= to + (bottom - top) * 0.3;
  const inside = byTop.filter((segment) => isInside(segment) && (segment.right <= x0 || segment.left >= x1));
  if (inside.length < 2 * fewestLines) return null;
  const band = boxAround(inside);
  const middle = (band.top + band.bottom) / 2;
  const isPart = new Set(inside);
  for (const segment of byTop) {
    if (!isPart.has(segment)) (segment.top + segment.bottom < 2 * middle ? above : below).push(segment);
    else if (segment.right <= x0) left.push(segment);
    else right.push(segment);
  }
  return left.length < fewestLines || right.length < fewestLines ? null : { left, right, above, below };
}

/** The height in points in which there is text on both sides. */
function commonHeight({ left, right }: Cut): number {
  const [a, b] = [boxAround(left), boxAround(right)];
  return Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
}

/** False if what a cut parts is not columns but one line after another: a table, or marks or numbers beside their text. */
function isColumns(cut: Cut): boolean {
  const rowsOfSides = [rowsOf(cut.left), rowsOf(cut.right)];
  const rows = rowsOfSides.map(({ length }) => length);
  const gap = Math.min(...cut.right.map(({ left }) => left)) - Math.max(...cut.left.map(({ right }) => right));
  const isNarrow =
    gap <
    wideGutter *
      quantile(
        cut.left.map(({ size }) => size),
        0.5,
      );
  if (Math.min(...rows) < (isNarrow ? fewestAtNarrow : fewestLines)) return false;
  const lengths = [cut.left, cut.right].map((side, at) => side.reduce((sum, { text }) => sum + text.length, 0) / (rows[at] ?? 1));
  if (Math.min(...lengths) < 4) return false;
  // Lines of prose fill their column, the cells of a table do not. And the rows of a table are beside each other.
  const fills = rowsOfSides.map((side) => {
    const { left, right } = boxAround(side);
    return quantile(
      side.map((row) => (row.right - row.left) / (right - left)),
      0.5,
    );
  });
  const [fewer, more] = (rows[0] ?? 0) <= (rows[1] ?? 0) ? [cut.left, cut.right] : [cut.right, cut.left];
  const beside = fewer.filter((segment) => more.some((other) => Math.abs(other.baseline - segment.baseline) < 1.5)).length / fewer.length;
  const isAligned = beside > 0.8;
  const isProse = Math.min(...fills) > 0.6 && Math.min(...lengths) > 18;
  return isProse || !isAligned || (Math.min(...rows) > 14 && Math.min(...lengths) > 14);
}

/** The boxes of the lines that segments make. */
function rowsOf(side: readonly Segment[]): Box[] {
  const rows: Box[] = [];
  for (const segment of [...side].sort((a, b) => a.baseline - b.baseline)) {
    const last = rows.at(-1);
    if (last === undefined || overlapInHeight(last, segment) < 0.5) rows.push(segment);
    else rows[rows.length - 1] = boxAround([last, segment]);
  }
  return rows;
}
