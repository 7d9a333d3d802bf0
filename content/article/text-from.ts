import { documentBody } from "../text/dom.ts";
import type { Manner } from "../text/manner.ts";
import { quotedParts } from "../text/quoted-parts.ts";
import type { Boundary } from "../text/selected-range.ts";
import { selectedText } from "../text/selected-text.ts";
import type { BuiltText } from "../text/text-builder.ts";
import { cutText } from "./cut-text.ts";

/** The text of the page from a place on. Null if there is nothing, or if the place is in something that is not shown. */
export function textFrom(start: Boundary, manner: Manner | undefined, limit: number): BuiltText | null {
  const body = documentBody(document);
  if (!body) return null;
  try {
    const whole = selectedText([{ start, end: { node: body, at: "leave" } }], limit, manner);
    const built = whole && manner?.cuts ? cutText(whole, manner.cuts(whole.text)) : whole;
    return built && { ...built, quotes: quotedParts(built.pieces, built.text.length) };
  } catch {
    // Reading would begin in something that is not shown.
    return null;
  }
}
