import { overlapInHeight, type Run, type Segment } from "./geometry.ts";
import { isSpaceBetween, segmentOf } from "./segments.ts";
import { untagged, type Tag } from "./tags.ts";

/** A line of a column, its runs in reading order. */
export interface Line extends Segment {
  readonly rtl: boolean;
  /** That of its first run. */
  readonly tag: Tag;
}

/** The lines of a column, from top to bottom. */
export function linesOf(segments: readonly Segment[], isRtl: boolean): Line[] {
  const rows: Segment[][] = [];
  for (const segment of [...segments].sort((a, b) => a.baseline - b.baseline)) {
    // Only the last few rows can be beside it.
    const row = rows.slice(-3).find((row) => row.every((other) => isBeside(other, segment)));
    if (row === undefined) rows.push([segment]);
    else row.push(segment);
  }
  return rows.map((row) => lineOf(row, isRtl));
}

function isBeside(a: Segment, b: Segment): boolean {
  const isApart = a.right < b.left + 0.3 * b.size || b.right < a.left + 0.3 * a.size;
  return isApart && overlapInHeight(a, b) > 0.5 && Math.abs(a.baseline - b.baseline) < 0.6 * Math.max(a.size, b.size);
}

/** One line that is made of segments beside each other. */
export function lineOf(row: readonly Segment[], isRtl: boolean): Line {
  const runs = row.flatMap((segment) => segment.runs).sort((a, b) => a.left - b.left);
  const rtl = isRtl || hasMoreRtl(runs);
  const inOrder = withSmallCapitals(rtl ? rightToLeft(runs) : runs);
  const line = segmentOf(inOrder);
  return { ...line, rtl, tag: inOrder[0]?.tag ?? untagged };
}

function hasMoreRtl(runs: readonly Run[]): boolean {
  let [rtl, ltr] = [0, 0];
  for (const run of runs) {
    const letters = run.text.match(/\p{L}/gu)?.length ?? 0;
    if (run.rtl) rtl += letters;
    else ltr += letters;
  }
  return rtl > ltr;
}

/** Runs of a right-to-left line in reading order: from the right, but words of other scripts among themselves from the left. */
function rightToLeft(runs: readonly Run[]): Run[] {
  const inOrder: Run[] = [];
  let ltr: Run[] = [];
  for (const run of runs.toReversed()) {
    if (run.rtl || !/[\p{L}\p{N}]/u.test(run.text)) {
      inOrder.push(...ltr, run);
      ltr = [];
    } else ltr.unshift(endMarkLast(run));
  }
  return [...inOrder, ...ltr];
}

/** In a right-to-left line the mark that ends a sentence is left of its last word, whatever the script of that word. */
function endMarkLast(run: Run): Run {
  const [, mark = "", rest = ""] = /^([.,;:!?]+)(.+)$/su.exec(run.text) ?? [];
  return mark === "" ? run : { ...run, text: rest.trimStart() + mark };
}

/** Small capitals are written as smaller capitals after a usual one: a word that is read as other words are. */
function withSmallCapitals(runs: readonly Run[]): Run[] {
  /** The capital that a word of small ones begins with, and the end of that word. */
  let initial: Run | null = null;
  let before: Run | undefined;
  return runs.map((run) => {
    const isTail =
      initial !== null &&
      /^[\p{Lu}\p{M}'’-]+[.,;:]?$/u.test(run.text) &&
      run.size < 0.9 * initial.size &&
      run.size > 0.6 * initial.size &&
      Math.abs(run.baseline - initial.baseline) < 0.5 &&
      !isSpaceBetween(before, run);
    if (!isTail) initial = /(?:^|[\s(“"'-])\p{Lu}$/u.test(run.text) ? run : null;
    before = run;
    return isTail ? { ...run, text: sameLength(run.text, run.text.toLowerCase()) } : run;
  });
}

/** The changed text, unless the change moved its offsets. */
function sameLength(text: string, changed: string): string {
  return changed.length === text.length ? changed : text;
}
