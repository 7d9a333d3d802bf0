import { maxAllMathMlLength, maxFormulas, type Formula } from "../../src/shared/formula.ts";
import { mathMlOf } from "./math-ml.ts";
import type { OnFormula } from "./selected-text.ts";
import type { BuiltText } from "./text-builder.ts";

/** A text with the formulas in it, as far as their MathML is not too much. `build` makes the text. */
export function withFormulas(build: (onFormula: OnFormula) => BuiltText | null): BuiltText | null {
  const formulas: Formula[] = [];
  let length = 0;
  const built = build((math, start, end) => {
    const mathMl = formulas.length < maxFormulas ? mathMlOf(math) : null;
    if (mathMl === null || length + mathMl.length > maxAllMathMlLength) return;
    length += mathMl.length;
    formulas.push({ start, end, mathMl });
  });
  const kept = formulas.filter(({ end }) => end <= (built?.text.length ?? 0));
  return built && kept.length > 0 ? { ...built, formulas: kept } : built;
}
