import type { Formula } from "../../shared/formula.ts";

/** The text with digits in place of its formulas, whose letters are in no language: a formula belongs to the words around it. */
export function withoutFormulas(text: string, formulas: readonly Formula[]): string {
  let words = "";
  let at = 0;
  for (const { start, end } of formulas) {
    words += text.slice(at, start) + "0".repeat(end - start);
    at = end;
  }
  return words + text.slice(at);
}
