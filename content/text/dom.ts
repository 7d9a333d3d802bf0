/**
 * @file The DOM's own properties. `<form name="getSelection">` replaces a method of the document, and the inputs of a form replace the
 * form's properties, even for scripts of extensions. The properties of prototypes cannot be replaced in this way.
 */

function getter<T extends object, K extends keyof T>(prototype: T, name: K): (of: T) => T[K] {
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  if (!get) throw new Error(`${String(name)} is no property of the DOM`);
  return (of) => get.call(of) as T[K];
}

const parentNode = getter(Node.prototype, "parentNode");
export const firstChild = getter(Node.prototype, "firstChild");
export const nextSibling = getter(Node.prototype, "nextSibling");
export const childNodes = getter(Node.prototype, "childNodes");
/** In lower case for elements of HTML, SVG and MathML, except for a few SVG elements. */
export const localName = getter(Element.prototype, "localName");
export const documentTitle = getter(Document.prototype, "title");
export const documentBody = getter(Document.prototype, "body");
export const activeElement = getter(Document.prototype, "activeElement");
export const contentType = getter(Document.prototype, "contentType");
export const openShadowRootOf = getter(Element.prototype, "shadowRoot");

export const attribute = (element: Element, name: string): string | null => Element.prototype.getAttribute.call(element, name);
export const matches = (element: Element, selector: string): boolean => Element.prototype.matches.call(element, selector);
export const firstWithin = (element: Element, selector: string): Element | null => Element.prototype.querySelector.call(element, selector);
export const allIn = (from: Document, selector: string): Element[] => Array.from(Document.prototype.querySelectorAll.call(from, selector));
export const documentSelection = (): globalThis.Selection | null => Document.prototype.getSelection.call(document);

/** Firefox's equivalent of `chrome.dom.openOrClosedShadowRoot`. */
declare global {
  interface Element {
    readonly openOrClosedShadowRoot?: ShadowRoot | null;
  }
}

/** The element's shadow root, even if it is closed to the page's own scripts. */
export function shadowRootOf(element: Element): ShadowRoot | null {
  // A form cannot have a shadow root, and its inputs can have any name.
  if (!(element instanceof HTMLElement) || element instanceof HTMLFormElement) return null;
  if (element.openOrClosedShadowRoot !== undefined) return element.openOrClosedShadowRoot;
  return openShadowRootOf(element) ?? (typeof chrome === "object" ? (chrome.dom?.openOrClosedShadowRoot(element) ?? null) : null);
}

/** The node that contains this one. For a shadow root it is the host. */
export const outerNode = (node: Node): Node | null => parentNode(node) ?? (node instanceof ShadowRoot ? node.host : null);

/** Yields a node and everything that contains it, from the inside out. */
export function* outwards(from: Node): Generator<Node, void, undefined> {
  for (let node: Node | null = from; node; node = outerNode(node)) yield node;
}
