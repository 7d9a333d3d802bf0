/** A formula in a text: its range in UTF-16 units (`end` is exclusive), and what it is. */
export interface Formula {
  start: number;
  end: number;
  /** Presentation MathML with nothing in it but structure and symbols, at most `maxMathMlLength` units. */
  mathMl: string;
}

/** The longest MathML of one formula, in UTF-16 units. A longer one is read as it is written. */
export const maxMathMlLength = 20_000;

/** How many formulas of a text are spoken in words, and how many UTF-16 units of MathML all of them may have. The rest is read as it is written. */
export const maxFormulas = 2_000;
export const maxAllMathMlLength = 2_000_000;

/** Formulas with their offsets moved by `by` units. */
export function movedFormulas(formulas: readonly Formula[], by: number): Formula[] {
  return formulas.map(({ start, end, mathMl }) => ({ start: start + by, end: end + by, mathMl }));
}
