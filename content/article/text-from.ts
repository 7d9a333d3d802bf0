import { documentBody } from "../text/dom.ts";
import type { Manner } from "../text/manner.ts";
import type { Boundary } from "../text/selected-range.ts";
import { selectedText } from "../text/selected-text.ts";
import type { BuiltText } from "../text/text-builder.ts";
import { withFormulas } from "../text/with-formulas.ts";

/** The text of the page from a place on. Null if there is nothing, or if the place is in something that is not shown. */
export function textFrom(start: Boundary, manner: Manner | undefined, limit: number): BuiltText | null {
  const body = documentBody(document);
  if (!body) return null;
  try {
    return withFormulas((onFormula) => selectedText([{ start, end: { node: body, at: "leave" } }], limit, manner, onFormula));
  } catch {
    // Reading would begin in something that is not shown.
    return null;
  }
}
