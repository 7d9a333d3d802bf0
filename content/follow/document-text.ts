import { maxSelectionLength } from "../../src/shared/protocol.ts";
import { selectedText } from "../text/selected-text.ts";
import { textMap, type TextMap } from "../text/text-map.ts";

/** The text of the whole document, at most `maxSelectionLength` units, by the walk that reads a selection. Null if there is none. */
export function documentText(): TextMap | null {
  const { documentElement } = document;
  try {
    const built = selectedText(
      [{ start: { node: documentElement, at: "enter" }, end: { node: documentElement, at: "leave" } }],
      maxSelectionLength,
    );
    return built && textMap(built.text, built.pieces);
  } catch {
    // It cannot be walked through, for example because elements are nested a hundred thousand deep.
    return null;
  }
}
