import { isClutter } from "./clutter.ts";
import { allIn, attribute, childNodes, documentBody, documentTitle, localName, openShadowRootOf, shadowRootOf } from "../text/dom.ts";
import { mathsOf, mathsText } from "../text/maths.ts";
import { isOutOfSight } from "../text/out-of-sight.ts";

/** Marks what was copied, by its place in a list. */
const markName = "data-copied";

/** Larger or deeper pages are not copied. */
const maxNodes = 200_000;
const maxDepth = 400;

const notCopied = new Set(
  "audio canvas embed iframe input meter noscript object progress script select style svg template textarea title video".split(" "),
);

/**
 * A copy of what is seen of the page without its clutter, in a document where nothing is loaded or run. Each text, formula and image is
 * marked, so that its original is found again after the copy was taken apart. Throws if the page is too large.
 */
export class PageCopy {
  readonly document = new DOMParser().parseFromString("<title></title>", "text/html");
  readonly #marked: Node[] = [];
  /** What contains each original, as it is shown: for a child of a shadow root its host, for the child of a slot the slot. */
  readonly #around = new Map<Node, Node>();
  #nodes = 0;

  constructor() {
    for (const meta of allIn(document, "head > meta")) this.document.head.append(this.document.importNode(meta));
    this.document.title = documentTitle(document);
    const body = documentBody(document);
    if (body) this.#copyChildren(body, this.document.body, true, 0);
  }

  /** The originals of everything marked in a part of the copy, in its order. */
  originalsIn(part: Element): Node[] {
    const marks = Array.from(part.querySelectorAll(`[${markName}]`), (marked) => Number(attribute(marked, markName)));
    return marks.map((mark) => this.#marked[mark]).filter((node) => node !== undefined);
  }

  /** The originals and everything around them. */
  withAllAround(originals: readonly Node[]): Set<Node> {
    const all = new Set<Node>();
    for (const original of originals) {
      for (let node: Node | undefined = original; node && !all.has(node); node = this.#around.get(node)) all.add(node);
    }
    return all;
  }

  #copyChildren(from: Element, to: Element, isSeen: boolean, depth: number): void {
    if (depth > maxDepth) throw new Error("the page is too deep");
    for (const child of shownChildren(from)) {
      this.#nodes += 1;
      if (this.#nodes > maxNodes) throw new Error("the page is too large");
      this.#around.set(child, from);
      if (child instanceof Text) {
        if (child.data.trim() === "") to.append(child.data);
        else if (isSeen) to.append(this.#mark(child, child.data));
      } else if (child instanceof Element) this.#copy(child, to, depth + 1);
    }
  }

  #copy(element: Element, to: Element, depth: number): void {
    const name = localName(element);
    if (notCopied.has(name) || attribute(element, "aria-hidden") === "true" || isClutter(element)) return;
    const style = getComputedStyle(element);
    if (style.display === "none" || isOutOfSight(style)) return;
    const maths = mathsOf(element);
    if (maths) return to.append(this.#mark(element, mathsText(maths)));
    // Elements of a form replace the form's properties by their names, and some elements those of the document.
    const copy = name === "form" ? this.document.createElement("div") : this.document.importNode(element);
    copy.removeAttribute("name");
    to.append(copy);
    if (name === "img") copy.setAttribute(markName, String(this.#marked.push(element) - 1));
    else this.#copyChildren(element, copy, style.visibility === "visible", depth);
  }

  #mark(original: Node, text: string): Element {
    const marked = this.document.createElement("span");
    marked.setAttribute(markName, String(this.#marked.push(original) - 1));
    marked.textContent = text;
    return marked;
  }
}

function shownChildren(element: Element): Iterable<Node> {
  if (element instanceof HTMLSlotElement) {
    const assigned = element.assignedNodes();
    if (assigned.length > 0) return assigned;
  }
  // Asking for a closed shadow root is slow.
  const isLikely = localName(element).includes("-") || childNodes(element).length === 0;
  return childNodes((isLikely ? shadowRootOf(element) : openShadowRootOf(element)) ?? element);
}
