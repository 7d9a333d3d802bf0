import { boxAround, overlapInHeight, type Run, type Segment } from "./geometry.ts";

/** Gaps up to this share of the font's size are between words; wider ones part segments. Columns may be as close as one size. */
const widestWordGap = 0.65;

/** Runs further apart than this share of the font's size have a space between them. */
const narrowestSpace = 0.12;

const bucketHeight = 8;

/** Joins runs that stand side by side on one line. */
export function segmentsOf(runs: readonly Run[]): Segment[] {
  const buckets = new Map<number, Run[][]>();
  const groups: Run[][] = [];
  for (const run of [...runs].sort((a, b) => a.left - b.left)) {
    const bucket = Math.floor((run.top + run.bottom) / 2 / bucketHeight);
    const reach = Math.ceil((run.bottom - run.top) / bucketHeight) + 1;
    let best: Run[] | undefined;
    let bestGap = Infinity;
    for (let at = bucket - reach; at <= bucket + reach; at += 1) {
      for (const group of buckets.get(at) ?? []) {
        const last = group.at(-1);
        if (last === undefined || !isOnLine(last, run)) continue;
        const gap = run.left - last.right;
        const size = Math.max(last.size, run.size);
        if (gap > widestWordGap * size || gap < -0.5 * size || Math.abs(gap) >= bestGap) continue;
        best = group;
        bestGap = Math.abs(gap);
      }
    }
    if (best === undefined) {
      best = [];
      groups.push(best);
    }
    best.push(run);
    const groupsHere = buckets.get(bucket) ?? [];
    if (!groupsHere.includes(best)) groupsHere.push(best);
    buckets.set(bucket, groupsHere);
  }
  return groups.map(segmentOf);
}

/** True if two neighbours stand on one line: also if one is raised or lowered. */
function isOnLine(a: Run, b: Run): boolean {
  return overlapInHeight(a, b) > 0.5 && Math.abs(a.baseline - b.baseline) < 0.6 * Math.max(a.size, b.size);
}

/** The segment that runs make, in the order in which they are given (from left to right). */
export function segmentOf(runs: readonly Run[]): Segment {
  const main = mainRun(runs);
  return {
    ...boxAround(runs),
    runs,
    baseline: main.baseline,
    size: main.size,
    font: main.font,
    text: runs.map((run, at) => (at > 0 && isSpaceBetween(runs[at - 1], run) ? ` ${run.text}` : run.text)).join(""),
  };
}

/** The run whose style has most of the text. */
function mainRun(runs: readonly Run[]): Run {
  const lengths = new Map<string, { run: Run; length: number }>();
  for (const run of runs) {
    const key = `${run.font} ${Math.round(run.size * 4)}`;
    const known = lengths.get(key) ?? { run, length: 0 };
    known.length += run.text.length;
    lengths.set(key, known);
  }
  const [longest] = [...lengths.values()].sort((a, b) => b.length - a.length);
  if (longest === undefined) throw new Error("a line without text");
  return longest.run;
}

/** True if there is a space between two runs of a line, whichever is the left one. */
export function isSpaceBetween(a: Run | undefined, b: Run): boolean {
  if (a === undefined) return false;
  const gap = Math.max(a.left, b.left) - Math.min(a.right, b.right);
  return gap > narrowestSpace * Math.min(a.size, b.size);
}
