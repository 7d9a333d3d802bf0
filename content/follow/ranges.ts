import { outwards } from "../text/dom.ts";

/** The element around the beginning of a range. */
export function elementAround({ startContainer }: Range): Element | undefined {
  for (const node of outwards(startContainer)) if (node instanceof Element) return node;
  return undefined;
}

const letters = /[^\p{L}\p{N}]+/gu;

/** A text without white space and punctuation, which differ between a text and the nodes that show it. */
const onlyLetters = (text: string): string => text.replace(letters, "");

/** True if the ranges are in the page and still have the text. What an element shows as a whole may have any text. */
export function areWhole(ranges: readonly Range[], text: string): boolean {
  if (ranges.length === 0 || ranges.some(({ startContainer, collapsed }) => collapsed || !startContainer.isConnected)) return false;
  if (ranges.some(({ startContainer }) => !(startContainer instanceof Text))) return true;
  return onlyLetters(ranges.map(String).join("")) === onlyLetters(text);
}
