import { childNodes } from "../text/dom.ts";
import type { Boundary } from "../text/selected-range.ts";
import type { TextMap } from "../text/text-map.ts";

/** How far back from the end of a text a node is looked for that still shows it, in UTF-16 units. */
const searchedLength = 2_000;

/** The last place in the page that still shows something of a text, and the text that follows it and is shown no longer. Null if there is none. */
export function endInPage(map: TextMap): { place: Boundary; lost: string } | null {
  const from = Math.max(0, map.text.length - searchedLength);
  const last = map.rangesOf(from, map.text.length).findLast(({ endContainer }) => endContainer.isConnected);
  if (!last) return null;
  const { endContainer: node, endOffset } = last;
  if (!(node instanceof Text)) {
    // It is around an element that shows something as a whole.
    const shown = childNodes(node)[endOffset - 1];
    return shown ? { place: { node: shown, at: "leave" }, lost: "" } : null;
  }
  const shownTo = map.offsetAt(node, endOffset - 1);
  return shownTo === undefined ? null : { place: { node, at: endOffset }, lost: map.text.slice(shownTo + 1) };
}
