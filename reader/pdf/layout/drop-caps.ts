import { quantile, type Run } from "./geometry.ts";

/**
 * Large first letters that reach down beside several lines become the beginning of the first of these lines.
 * Their place stays theirs: the new run starts where the letter starts.
 */
export function withoutDropCaps(runs: readonly Run[]): Run[] {
  const size = quantile(
    runs.map((run) => run.size),
    0.5,
  );
  const capitals = runs.filter((run) => run.size > 1.9 * size && /^[“"«]?\p{Lu}['’]?$/u.test(run.text));
  let rest: Run[] = [...runs];
  for (const capital of capitals.slice(0, 20)) {
    const isBeside = (run: Run): boolean =>
      run !== capital &&
      run.size < 0.7 * capital.size &&
      run.left > capital.left + 0.2 * capital.size &&
      run.left < capital.right + 0.8 * size &&
      run.baseline > capital.baseline - 0.9 * capital.size &&
      run.baseline < capital.baseline + 0.2 * size;
    const beside = rest.filter(isBeside).sort((a, b) => a.baseline - b.baseline);
    const [first] = beside;
    const lines = new Set(beside.map(({ baseline }) => Math.round(baseline / 3))).size;
    if (first === undefined || lines < 2) continue;
    const joined: Run = { ...first, text: capital.text + (isWord(capital, first, size) ? " " : "") + first.text, left: capital.left };
    rest = rest.flatMap((run) => (run === capital ? [] : [run === first ? joined : run]));
  }
  return rest;
}

/** True if the letter is a word: a space follows it. */
function isWord(capital: Run, next: Run, size: number): boolean {
  return /^[AIO]$/u.test(capital.text) && next.left - capital.right > 0.45 * size;
}
