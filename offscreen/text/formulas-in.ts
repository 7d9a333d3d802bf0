import type { Formula } from "../../src/shared/formula.ts";
import type { SpeakableRange } from "./speakable-range.ts";

/**
 * The formulas that begin in a range, with their offsets as units of its text. One that goes on behind the range ends behind its text.
 * `formulas` are in order.
 */
export function formulasIn({ text, starts, ends }: SpeakableRange, formulas: readonly Formula[]): Formula[] {
  const [from = 0] = starts;
  const to = ends.at(-1) ?? 0;
  const found: Formula[] = [];
  let unit = 0;
  for (let index = firstFrom(formulas, from); index < formulas.length; index += 1) {
    const formula = formulas[index];
    if (!formula || formula.start >= to) break;
    const unitAt = (offset: number): number => {
      while (unit < text.length && (starts[unit] ?? to) < offset) unit += 1;
      return unit;
    };
    const start = unitAt(formula.start);
    const end = formula.end > to ? text.length + 1 : unitAt(formula.end);
    if (end > start) found.push({ start, end, mathMl: formula.mathMl });
  }
  return found;
}

/** The index of the first formula that begins at an offset or behind it. */
function firstFrom(formulas: readonly Formula[], offset: number): number {
  let low = 0;
  let high = formulas.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((formulas[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
