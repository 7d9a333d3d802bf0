import { allIn, documentSelection } from "../text/dom.ts";
import { caretOf, type SelectedRange } from "../text/selected-range.ts";

/** Only Firefox has this: the element on which a menu was opened. */
interface FirefoxMenus {
  getTargetElement(targetElementId: number): Element | null;
}

/** How far back a word is looked for, in UTF-16 units. */
const maxWordLength = 100;

/**
 * Where a menu was opened: in Firefox the element, in Chromium the beginning of the word, because there the right button puts the caret into
 * the text, selectable or not. Without both it is the innermost element under the pointer. Null if the pointer is in another place.
 */
export function placeOfPointer(targetElementId: number | null): SelectedRange["start"] | null {
  const target = targetElementId === null ? null : menus()?.getTargetElement(targetElementId);
  if (target) return { node: target, at: "enter" };
  const selection = documentSelection();
  const caret = selection && caretOf(selection);
  if (caret)
    return typeof caret.at === "number" && caret.node instanceof Text
      ? { node: caret.node, at: wordStart(caret.node.data, caret.at) }
      : caret;
  const hovered = allIn(document, ":hover").at(-1);
  return hovered ? { node: hovered, at: "enter" } : null;
}

function menus(): FirefoxMenus | undefined {
  // The polyfill does not know it, and its types would hide that it may be missing.
  return (globalThis as { browser?: { menus?: FirefoxMenus } }).browser?.menus;
}

function wordStart(text: string, offset: number): number {
  const from = Math.max(0, offset - maxWordLength);
  const words = new Intl.Segmenter(undefined, { granularity: "word" }).segment(text.slice(from, offset + maxWordLength));
  return from + (words.containing(offset - from)?.index ?? offset - from);
}
