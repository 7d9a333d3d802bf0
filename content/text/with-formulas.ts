import { maxAllMathMlLength, maxFormulas, type Formula } from "../../src/shared/formula.ts";
import { mathMlOf } from "./math-ml.ts";
import { mathsOf } from "./maths.ts";
import type { BuiltText } from "./text-builder.ts";

/** A text with the formulas in it, as far as their MathML is not too much. */
export function withFormulas(built: BuiltText): BuiltText {
  const formulas: Formula[] = [];
  let length = 0;
  for (const { start, end, node } of built.pieces.from(0)) {
    if (end > built.text.length || formulas.length === maxFormulas) break;
    const maths = node instanceof Element ? mathsOf(node) : null;
    const mathMl = maths && mathMlOf(maths);
    if (mathMl === null || length + mathMl.length > maxAllMathMlLength) continue;
    length += mathMl.length;
    formulas.push({ start, end, mathMl });
  }
  return formulas.length > 0 ? { ...built, formulas } : built;
}
