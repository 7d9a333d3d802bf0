import { documentSelection, shadowRootOf } from "../text/dom.ts";
import { rangesOf } from "../text/selected-range.ts";

/** A place in the page: an offset into a text, or the beginning of another node. */
interface ClickedPlace {
  node: Node;
  offset: number;
}

/** Calls `onPlace` with the place of each double click of the person on text, until `signal` aborts. In fields it means something else. */
export function watchDoubleClicks(onPlace: (place: ClickedPlace) => void, signal: AbortSignal): void {
  const clicked = (event: MouseEvent): void => {
    if (!event.isTrusted || isInField(event)) return;
    const place = selectedPlace() ?? pointedPlace(event);
    if (place) onPlace(place);
  };
  // In the capturing phase, which a page cannot prevent. The browser has selected the word by then.
  addEventListener("dblclick", clicked, { capture: true, passive: true, signal });
}

function isInField(event: MouseEvent): boolean {
  const [target] = event.composedPath();
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable === true)
  );
}

/** The beginning of the word that a double click selects. */
function selectedPlace(): ClickedPlace | undefined {
  const selection = documentSelection();
  const start = selection ? rangesOf(selection)[0]?.start : undefined;
  if (!start || start.at === "leave") return undefined;
  return { node: start.node, offset: start.at === "enter" ? 0 : start.at };
}

/** Where the text can be read and not selected. */
function pointedPlace({ clientX, clientY }: MouseEvent): ClickedPlace | undefined {
  // Chromium has it since version 128.
  if (!("caretPositionFromPoint" in Document.prototype)) return undefined;
  const caret = Document.prototype.caretPositionFromPoint.call(document, clientX, clientY, {
    shadowRoots: shadowRootsAt(clientX, clientY),
  });
  return caret ? { node: caret.offsetNode, offset: caret.offset } : undefined;
}

/** The shadow roots around a point of the window, from the outside in. */
function shadowRootsAt(x: number, y: number): ShadowRoot[] {
  const roots: ShadowRoot[] = [];
  let element = Document.prototype.elementFromPoint.call(document, x, y);
  for (let root = element && shadowRootOf(element); root && !roots.includes(root); root = element && shadowRootOf(element)) {
    roots.push(root);
    element = root.elementFromPoint(x, y);
  }
  return roots;
}
