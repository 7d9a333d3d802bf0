/** What an alignment is worth; more is better. Elements of sequences are given as numbers. */
export interface AlignmentScores {
  /** Two elements are partners. */
  pair(first: number, second: number): number;
  /** An element has no partner. */
  alone(element: number): number;
}

/** How far beside the straight line from the beginnings of both sequences to their ends partners are sought; farther if one sequence is longer. */
const usualReach = 48;
/** Keeps time and memory in proportion to the length. */
const longestReach = 400;

const pairStep = 0;
const firstStep = 1;
const secondStep = 2;

/**
 * Aligns two sequences in order, by dynamic programming, so that the sum of the scores is the highest. Returns the index of the partner of each element of
 * `first`; -1 for those that have none.
 */
export function alignSequences(first: Int32Array, second: Int32Array, { pair, alone }: AlignmentScores): Int32Array {
  const slope = second.length / Math.max(1, first.length);
  const reach = Math.max(Math.ceil(slope) + 1, Math.min(longestReach, usualReach + Math.abs(first.length - second.length)));
  const width = 2 * reach + 1;
  /** The index in `second` of the first cell in a row. */
  const startOf = (a: number): number => Math.round(a * slope) - reach;
  const steps = new Uint8Array((first.length + 1) * width);
  const secondAlone = Float64Array.from(second, alone);
  let above = new Float64Array(width + 1).fill(-Infinity);
  let row = new Float64Array(width + 1).fill(-Infinity);
  for (let a = 0; a <= first.length; a++) {
    const element = first[a - 1] ?? 0;
    const elementAlone = alone(element);
    const start = startOf(a);
    /** The cell above is so many cells to the right in its own row. */
    const shift = start - startOf(a - 1);
    // The last cell of a row stands for those beyond its end.
    row.fill(-Infinity);
    if (a === 0) row[-start] = 0;
    for (let cell = Math.max(0, -start), b = start + cell; cell < width && b <= second.length; cell++, b++) {
      let best = row[cell] ?? 0;
      let step = pairStep;
      if (a > 0) {
        const score = (above[Math.min(width, cell + shift)] ?? 0) + elementAlone;
        if (score > best) [best, step] = [score, firstStep];
      }
      if (b > 0) {
        const score = cell === 0 ? -Infinity : (row[cell - 1] ?? 0) + (secondAlone[b - 1] ?? 0);
        if (score > best) [best, step] = [score, secondStep];
        const diagonal = cell + shift - 1;
        if (a > 0 && diagonal >= 0) {
          const pairScore = (above[Math.min(width, diagonal)] ?? 0) + pair(element, second[b - 1] ?? 0);
          if (pairScore >= best) [best, step] = [pairScore, pairStep];
        }
      }
      row[cell] = best;
      steps[a * width + cell] = step;
    }
    [above, row] = [row, above];
  }
  const partners = new Int32Array(first.length).fill(-1);
  for (let a = first.length, b = second.length; a > 0;) {
    const step = steps[a * width + b - startOf(a)];
    if (step === pairStep) partners[--a] = --b;
    else if (step === firstStep) a--;
    else b--;
  }
  return partners;
}
