import { allIn } from "./dom.ts";
import type { SelectedRange } from "./selected-range.ts";

/** Where the pointer is. */
export function placeOfPointer(): SelectedRange["start"] | null {
  const hovered = allIn(document, ":hover").at(-1);
  return hovered ? { node: hovered, at: "enter" } : null;
}
