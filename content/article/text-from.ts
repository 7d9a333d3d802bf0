import { documentBody } from "../text/dom.ts";
import type { Manner } from "../text/manner.ts";
import { quotedParts } from "../text/quoted-parts.ts";
import type { Boundary } from "../text/selected-range.ts";
import { selectedText } from "../text/selected-text.ts";
import type { BuiltText } from "../text/text-builder.ts";
import { cutText } from "./cut-text.ts";
import { withFormulas } from "../text/with-formulas.ts";

/** A text that is cut short loses no more than this, so that it ends with a paragraph or a word. In UTF-16 units. */
const maxLost = 20_000;

/**
 * The text of the page from a place on. One that is longer than `limit` ends with a paragraph, so that it can be read on from there. Null if
 * there is nothing, or if the place is in something that is not shown.
 */
export function textFrom(start: Boundary, manner: Manner | undefined, limit: number): BuiltText | null {
  const body = documentBody(document);
  if (!body) return null;
  try {
    const whole = selectedText([{ start, end: { node: body, at: "leave" } }], limit, manner);
    const ended = whole && withFormulas(whole.truncated ? toLastParagraph(whole) : whole);
    const built = ended && manner?.cuts ? cutText(ended, manner.cuts(ended.text)) : ended;
    return built && { ...built, quotes: quotedParts(built.pieces, built.text.length) };
  } catch {
    // Reading would begin in something that is not shown.
    return null;
  }
}

function toLastParagraph(built: BuiltText): BuiltText {
  const { text } = built;
  const end = ["\n\n", "\n", " "].map((gap) => text.lastIndexOf(gap)).find((at) => at > 0 && at > text.length - maxLost);
  if (end === undefined) return built;
  const ranges = built.ranges.filter((range) => range.start < end).map((range) => ({ ...range, end: Math.min(range.end, end) }));
  return { ...built, text: text.slice(0, end), ranges };
}
