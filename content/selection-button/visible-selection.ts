import { activeElement, childNodes, documentSelection, outerNode, shadowRootOf } from "../text/dom.ts";
import { isMasked, isSecretField } from "../text/secret-field.ts";
import { rangesOf, type SelectedRange } from "../text/selected-range.ts";
import type { Box } from "./free-place.ts";

/** A selection of which something can be seen. */
interface VisibleSelection {
  /** Where its text is. */
  taken: Box[];
  /** The last of its text that is in the window. */
  end: Box;
  isRightToLeft: boolean;
}

type Field = HTMLInputElement | HTMLTextAreaElement;

/** Where the selection of this frame begins and ends, to tell it from others. Empty if nothing is selected. */
export function selectionEnds(): readonly unknown[] {
  const field = focusedField();
  if (field && hasSelection(field)) return [field, field.selectionStart, field.selectionEnd];
  return selectedRanges().flatMap(({ start, end }) => [start.node, start.at, end.node, end.at]);
}

/**
 * Finds the selection of this frame as far as it is in the window. Null if there is none that could be read. Where a field's selection ends
 * is not known, so it is taken to end at `pointerX`, or at the end of the field.
 */
export function visibleSelection(pointerX: number | null): VisibleSelection | null {
  const field = focusedField();
  if (field && isSecretField(field)) return null;
  return field && hasSelection(field) ? inField(field, pointerX) : inDocument();
}

/** Where the text is in a field cannot be seen, so the whole field is taken. */
function inField(field: Field, pointerX: number | null): VisibleSelection | null {
  if (field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0).trim() === "") return null;
  const { left, top, right, bottom } = Element.prototype.getBoundingClientRect.call(field);
  const isRightToLeft = getComputedStyle(field).direction === "rtl";
  const x = Math.min(right, Math.max(left, pointerX ?? (isRightToLeft ? left : right)));
  return { taken: [{ left, top, right, bottom }], end: { left: x, top, right: x, bottom }, isRightToLeft };
}

function inDocument(): VisibleSelection | null {
  const taken: Box[] = [];
  let last: Text | null = null;
  for (const range of selectedRanges().flatMap(domRanges)) last = addVisibleText(range, taken) ?? last;
  const end = taken.at(-1);
  const parent = last && outerNode(last);
  if (!end || !(parent instanceof Element)) return null;
  return { taken, end, isRightToLeft: getComputedStyle(parent).direction === "rtl" };
}

/** Adds the boxes of the text that is in a range and in the window, and returns the last of its nodes. */
function addVisibleText(range: Range, boxes: Box[]): Text | null {
  let last: Text | null = null;
  const root = rootOf(range.commonAncestorContainer);
  // What is in a shadow root inside the range is selected with it.
  const isSelected = (node: Node): boolean => range.intersectsNode(node) || rootOf(node) !== root;
  const waiting: Node[] = [range.commonAncestorContainer];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node instanceof Text) {
      const found = isSelected(node) ? boxesOf(node, range) : [];
      if (found.length === 0) continue;
      boxes.push(...found);
      last = node;
    } else if (!(node instanceof Element && isAway(node)) && isSelected(node)) {
      const inside = node instanceof Element ? shadowRootOf(node) : null;
      for (const child of [...childNodes(node), ...(inside ? childNodes(inside) : [])].toReversed()) waiting.push(child);
    }
  }
  return last;
}

/** The boxes in the window of what a range selects in a text node. */
function boxesOf(node: Text, range: Range): Box[] {
  const part = new Range();
  part.selectNodeContents(node);
  if (node === range.startContainer) part.setStart(node, range.startOffset);
  if (node === range.endContainer) part.setEnd(node, range.endOffset);
  const boxes = [...part.getClientRects()].filter((box) => box.width > 0 && box.height > 0 && isInWindow(box));
  if (boxes.length === 0 || part.toString().trim() === "") return [];
  const parent = outerNode(node);
  return parent instanceof Element && isMasked(getComputedStyle(parent)) ? [] : boxes;
}

/** True if an element has a box and none of it is in the window. Without a box, its content may have some. */
function isAway(element: Element): boolean {
  const box = Element.prototype.getBoundingClientRect.call(element);
  return box.width > 0 && box.height > 0 && !isInWindow(box);
}

const isInWindow = ({ left, top, right, bottom }: Box): boolean => right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;

/** A position between nodes or in a text, as ranges of the browser have it. */
type Point = [container: Node, offset: number];

/**
 * The ranges of the browser that make up a selection, in order: one in each shadow root, or document, that it goes through. The browser has
 * no range from one of them into another.
 */
function domRanges(selected: SelectedRange): Range[] {
  const [before, after]: [Range[], Range[]] = [[], []];
  let start = pointOf(selected.start);
  let end = pointOf(selected.end);
  for (;;) {
    const [startRoot, endRoot] = [rootOf(start[0]), rootOf(end[0])];
    if (startRoot === endRoot) return [...before, rangeOf(start, end), ...after];
    if (startRoot instanceof ShadowRoot && depthOf(startRoot) >= depthOf(endRoot)) {
      before.push(rangeOf(start, [startRoot, childNodes(startRoot).length]));
      start = besides(startRoot.host, 1);
    } else if (endRoot instanceof ShadowRoot) {
      after.unshift(rangeOf([endRoot, 0], end));
      end = besides(endRoot.host, 0);
    } else return [...before, ...after];
  }
}

function rangeOf(start: Point, end: Point): Range {
  const range = new Range();
  range.setStart(...start);
  range.setEnd(...end);
  return range;
}

function pointOf({ node, at }: SelectedRange["start"]): Point {
  if (at === "enter") return besides(node, 0);
  return [node, at === "leave" ? childNodes(node).length : at];
}

/** The position before (0) or after (1) a node. */
function besides(node: Node, after: 0 | 1): Point {
  const range = new Range();
  range.selectNode(node);
  return [range.startContainer, range.startOffset + after];
}

/** In how many shadow roots a root is, itself included. */
function depthOf(root: Node): number {
  return root instanceof ShadowRoot ? 1 + depthOf(rootOf(root.host)) : 0;
}

const rootOf = (node: Node): Node => Node.prototype.getRootNode.call(node);

function selectedRanges(): SelectedRange[] {
  const selection = documentSelection();
  return selection ? rangesOf(selection) : [];
}

function focusedField(): Field | null {
  let active = activeElement(document);
  for (let inner = active; inner; inner = shadowRootOf(inner)?.activeElement ?? null) active = inner;
  return active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement ? active : null;
}

/** `selectionStart` is null for inputs without a text selection, such as checkboxes. */
const hasSelection = ({ selectionStart, selectionEnd }: Field): boolean => selectionStart !== null && selectionStart !== selectionEnd;
