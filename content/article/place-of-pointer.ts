import { allIn } from "../text/dom.ts";
import type { SelectedRange } from "../text/selected-range.ts";

/** Where the pointer is. */
export function placeOfPointer(): SelectedRange["start"] | null {
  const hovered = allIn(document, ":hover").at(-1);
  return hovered ? { node: hovered, at: "enter" } : null;
}
