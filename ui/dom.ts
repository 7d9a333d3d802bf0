/** The element `id` of the page, which must be of `type`. */
export function byId<E extends Element>(id: string, type: abstract new () => E): E {
  return must(document.getElementById(id), type, id);
}

/** The first element of `root` that matches `selector`, which must be of `type`. */
export function within<E extends Element>(root: ParentNode, selector: string, type: abstract new () => E): E {
  return must(root.querySelector(selector), type, selector);
}

/** A new element with these properties and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** A new button that does `act` when it is pressed. */
export function makeButton(className: string, text: string, act: () => void): HTMLButtonElement {
  const button = make("button", { type: "button", className }, text);
  button.addEventListener("click", act);
  return button;
}

/** Sets a text only where it differs, so that nothing is announced or laid out anew for nothing. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Hides or shows; a focus that would be lost with the element goes to `focusFallback`. */
export function setHidden(element: HTMLElement, hidden: boolean, focusFallback?: HTMLElement): void {
  if (element.hidden === hidden) return;
  const hadFocus = hidden && element.contains(document.activeElement);
  element.hidden = hidden;
  if (hadFocus) focusFallback?.focus();
}

function must<E extends Element>(found: Node | null | undefined, type: abstract new () => E, name: string): E {
  if (!(found instanceof type)) throw new Error(`the page has no ${name} of the type ${type.name}`);
  return found;
}
