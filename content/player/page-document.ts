/**
 * @file The document's own properties. `<img name="documentElement">` replaces a property of the document, even for scripts of extensions.
 * The properties of prototypes cannot be replaced in this way.
 */

const own = <K extends keyof Document>(name: K): Document[K] => Reflect.get(Document.prototype, name, document) as Document[K];

export const rootElement = (): HTMLElement => own("documentElement");
export const bodyElement = (): HTMLElement | null => own("body");
export const isPageVisible = (): boolean => own("visibilityState") === "visible";

/** The open modal dialogs and what is in full screen, in the order of the document. */
export const modalElements = (): Element[] => Array.from(Document.prototype.querySelectorAll.call(document, ":modal"));

/** Creates an HTML element, also in a document of another kind, with these properties and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = Document.prototype.createElementNS.call(document, "http://www.w3.org/1999/xhtml", tag) as HTMLElementTagNameMap[K];
  Object.assign(element, properties).append(...children);
  return element;
}

/** Creates an SVG element with these attributes. */
export function makeSvg(tag: "svg" | "path", attributes: Record<string, string>): Element {
  const element = Document.prototype.createElementNS.call(document, "http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** Calls `listener` for events that the user or the browser made, never for those of the page's scripts. */
export function listen<E extends Event = Event>(
  target: EventTarget,
  types: string | readonly string[],
  listener: (event: E) => void,
  options: AddEventListenerOptions = {},
): void {
  const trusted = (event: Event): void => {
    if (event.isTrusted) listener(event as E);
  };
  for (const type of typeof types === "string" ? [types] : types) {
    EventTarget.prototype.addEventListener.call(target, type, trusted, options);
  }
}
