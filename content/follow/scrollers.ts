import { outerNode } from "../text/dom.ts";
import type { Box } from "./boxes.ts";

/** Something around a text that can scroll. */
export interface Scroller {
  /** The part of its window in which it shows its content. */
  area(): Box;
  /** How far it can scroll to the left, top, right and bottom. */
  room(): Box;
  scrollBy(x: number, y: number, behavior: ScrollBehavior): void;
}

/** The scrollers around a text in one window, from the inside out, and how that window lies in its parent. */
export interface Layer {
  scrollers: Scroller[];
  /** Where the window's origin is in the coordinates of the next layer. Undefined for the outermost layer. */
  origin?: () => { x: number; y: number };
}

/** This window and those around it, as far as they are of the same origin. */
export function reachableWindows(): Window[] {
  const windows: Window[] = [window];
  for (let inner: Window = window; inner.parent !== inner; inner = inner.parent) {
    if (frameOf(inner) === null) break;
    windows.push(inner.parent);
  }
  return windows;
}

/** All that scrolls around a node, in this window and in those around it. */
export function layersAround(node: Node): Layer[] {
  let inner: Node = node;
  return reachableWindows().map((view) => {
    const scrollers = scrollersAround(inner, view);
    const frame = frameOf(view);
    if (!frame) return { scrollers };
    inner = frame;
    return {
      scrollers,
      origin: () => {
        const { left, top } = frame.getBoundingClientRect();
        return { x: left + frame.clientLeft, y: top + frame.clientTop };
      },
    };
  });
}

/** The element that shows the window. Null for the page itself and where its parent is of another origin. */
function frameOf(view: Window): Element | null {
  try {
    return view.frameElement;
  } catch {
    return null;
  }
}

function scrollersAround(node: Node, view: Window): Scroller[] {
  const scrollers: Scroller[] = [];
  const { documentElement, body } = view.document;
  // A fixed box does not move with anything around it, and a sticky one not with the next scroller.
  let isSticky = false;
  for (let each = flatParent(node); each; each = flatParent(each)) {
    if (!isElement(each) || each === documentElement) continue;
    const style = view.getComputedStyle(each);
    const isScroller = each !== body && canScroll(each, style);
    if (isScroller && !isSticky) scrollers.push(elementScroller(each));
    isSticky = style.position === "sticky" || (isSticky && !isScroller);
    if (style.position === "fixed") return scrollers;
  }
  return isSticky ? scrollers : [...scrollers, windowScroller(view)];
}

/** Also a node of another window, whose `Element` is another one. */
const isElement = (node: Node): node is Element => node.nodeType === Node.ELEMENT_NODE;

/** The node around this one as they are shown: of what is assigned to a slot, the slot. */
function flatParent(node: Node): Node | null {
  return (("assignedSlot" in node && (node as Element | Text).assignedSlot) || null) ?? outerNode(node);
}

function canScroll(element: Element, { overflowX, overflowY }: CSSStyleDeclaration): boolean {
  return (
    (/auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight) ||
    (/auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth)
  );
}

/** The prototype's, because the inputs of a form replace the form's own. */
const scrollElementBy: (this: Element, options: ScrollToOptions) => void = Element.prototype.scrollBy;

function elementScroller(element: Element): Scroller {
  return {
    area() {
      const { left, top } = element.getBoundingClientRect();
      const [x, y] = [left + element.clientLeft, top + element.clientTop];
      return { left: x, top: y, right: x + element.clientWidth, bottom: y + element.clientHeight };
    },
    room: () => roomIn(element, getComputedStyle(element), element.clientWidth, element.clientHeight),
    scrollBy: (left, top, behavior) => scrollElementBy.call(element, { left, top, behavior }),
  };
}

function windowScroller(view: Window): Scroller {
  const size = (): { width: number; height: number } => {
    const { clientWidth, clientHeight } = view.document.documentElement;
    // A document in quirks mode has the height of its content.
    return { width: Math.min(clientWidth, view.innerWidth), height: Math.min(clientHeight, view.innerHeight) || view.innerHeight };
  };
  return {
    area: () => ({ left: 0, top: 0, right: size().width, bottom: size().height }),
    room() {
      const { documentElement, body, scrollingElement } = view.document;
      // The window scrolls in the direction of the body.
      return roomIn(scrollingElement ?? documentElement, view.getComputedStyle(body ?? documentElement), size().width, size().height);
    },
    scrollBy: (left, top, behavior) => view.scrollBy({ left, top, behavior }),
  };
}

/** What begins at its right or lower end, such as vertical text, is there at 0, and its other places are negative. */
function roomIn(
  { scrollLeft, scrollTop, scrollWidth, scrollHeight }: Element,
  style: CSSStyleDeclaration,
  width: number,
  height: number,
): Box {
  const { fromRight, fromBottom } = beginning(style);
  const [x, y] = [scrollWidth - width, scrollHeight - height];
  return {
    left: fromRight ? x + scrollLeft : scrollLeft,
    right: fromRight ? -scrollLeft : x - scrollLeft,
    top: fromBottom ? y + scrollTop : scrollTop,
    bottom: fromBottom ? -scrollTop : y - scrollTop,
  };
}

function beginning({ writingMode, direction, display, flexDirection }: CSSStyleDeclaration): { fromRight: boolean; fromBottom: boolean } {
  const isVertical = !writingMode.startsWith("horizontal");
  const isReversed = (axis: "row" | "column"): boolean => display.endsWith("flex") && flexDirection === `${axis}-reverse`;
  const inline = (direction === "rtl") !== isReversed("row");
  const block = (isVertical && writingMode.endsWith("-rl")) !== isReversed("column");
  return isVertical ? { fromRight: block, fromBottom: inline } : { fromRight: inline, fromBottom: block };
}
