import type { Place } from "./free-place.ts";

/** The width and height of the button, in CSS pixels. */
export const buttonSize = 32;

const svg = "http://www.w3.org/2000/svg";
const playShape = "M4 2.6v10.8a.8.8 0 0 0 1.2.7l8.9-5.4a.8.8 0 0 0 0-1.4L5.2 1.9A.8.8 0 0 0 4 2.6Z";
// The colours are those of `src/shared/styles/colours.css`.
const ground = "light-dark(#0b6e69, #5ed3c6)";
const strongGround = "light-dark(#08544f, #86e2d8)";

/** A button in the page, out of reach for the page's styles and scripts. */
export interface PlayButton {
  /** The element to which the page and its window attribute the events of the button. */
  readonly host: HTMLElement;
  remove(): void;
}

/**
 * Shows the button at a place in the window. `press` is called when a person presses it, never when a script does. It takes neither the
 * focus nor the selection. All styles are properties of elements, because the policy of a page may forbid style sheets.
 */
export function showPlayButton(
  root: Element,
  { left, top }: Place,
  name: { text: string; language: string },
  press: () => void,
): PlayButton {
  const host = make("div", {
    all: "initial",
    display: "block",
    position: "fixed",
    inset: `${top}px auto auto ${left}px`,
    "z-index": "2147483647",
    "color-scheme": "light dark",
  });
  host.id = "read-aloud-selection-button";
  const button = make("button", {
    display: "grid",
    "place-content": "center",
    "box-sizing": "border-box",
    width: `${buttonSize}px`,
    height: `${buttonSize}px`,
    margin: "0",
    padding: "0",
    border: "1px solid light-dark(#ffffff, #06231f)",
    "border-radius": "50%",
    background: ground,
    color: "light-dark(#ffffff, #06231f)",
    "box-shadow": "0 2px 8px #0005",
    cursor: "pointer",
  });
  button.type = "button";
  // The keyboard has its shortcut, and the button would be in the way of what comes after it.
  button.tabIndex = -1;
  button.lang = name.language;
  button.setAttribute("aria-label", name.text);
  button.append(makeIcon());

  // Otherwise the press would take the selection away.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("pointerenter", () => button.style.setProperty("background", strongGround, "important"));
  button.addEventListener("pointerleave", () => button.style.setProperty("background", ground, "important"));
  button.addEventListener("click", ({ isTrusted }) => isTrusted && press());
  // The page has nothing to do with a press on the button.
  for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"])
    host.addEventListener(type, (event) => event.stopPropagation());

  host.attachShadow({ mode: "closed" }).append(button);
  root.append(host);
  // Above everything, also above a dialog of the page.
  host.popover = "manual";
  host.showPopover();
  return { host, remove: () => host.remove() };
}

/** Creates an element with styles that those of the page cannot override. */
function make<K extends "div" | "button">(tag: K, styles: Record<string, string>): HTMLElementTagNameMap[K] {
  const element = Document.prototype.createElement.call(document, tag) as HTMLElementTagNameMap[K];
  for (const [property, value] of Object.entries(styles)) element.style.setProperty(property, value, "important");
  return element;
}

function makeIcon(): Element {
  const icon = Document.prototype.createElementNS.call(document, svg, "svg");
  const shape = Document.prototype.createElementNS.call(document, svg, "path");
  for (const [name, value] of Object.entries({
    viewBox: "0 0 16 16",
    width: "16",
    height: "16",
    fill: "currentcolor",
    "aria-hidden": "true",
  }))
    icon.setAttribute(name, value);
  shape.setAttribute("d", playShape);
  icon.append(shape);
  return icon;
}
