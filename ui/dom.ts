/** The element `id` of the page. Throws if it is missing or not of `type`. */
export function byId<E extends Element>(id: string, type: abstract new () => E): E {
  return requireType(document.getElementById(id), type, id);
}

/** The first element in `root` that matches `selector`. Throws if it is missing or not of `type`. */
export function within<E extends Element>(root: ParentNode, selector: string, type: abstract new () => E): E {
  return requireType(root.querySelector(selector), type, selector);
}

/** Creates an element with these properties and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Creates a button that calls `act` when it is pressed. */
export function makeButton(className: string, text: string, act: () => void): HTMLButtonElement {
  const button = make("button", { type: "button", className }, text);
  button.addEventListener("click", act);
  return button;
}

/** Hides or shows an element. If it has the focus when it is hidden, `focusFallback` gets the focus. */
export function setHidden(element: HTMLElement, hidden: boolean, focusFallback?: HTMLElement): void {
  if (element.hidden === hidden) return;
  const hadFocus = hidden && element.contains(document.activeElement);
  element.hidden = hidden;
  if (hadFocus) focusFallback?.focus();
}

function requireType<E extends Element>(found: Node | null | undefined, type: abstract new () => E, name: string): E {
  if (!(found instanceof type)) throw new Error(`the page has no ${name} of the type ${type.name}`);
  return found;
}
