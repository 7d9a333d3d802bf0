/** The element `id` of the popup, which must be of `type`. */
export function byId<E extends Element>(id: string, type: abstract new () => E): E {
  return must(document.getElementById(id), type, id);
}

/** The first element of `root` that matches `selector`, which must be of `type`. */
export function within<E extends Element>(root: ParentNode, selector: string, type: abstract new () => E): E {
  return must(root.querySelector(selector), type, selector);
}

/** A copy of the one element that the template `id` holds. */
export function stamp(id: string): HTMLElement {
  return must(byId(id, HTMLTemplateElement).content.firstElementChild?.cloneNode(true), HTMLElement, id);
}

/** Sets a text only where it differs, so that nothing is announced or laid out anew for nothing. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function must<E extends Element>(found: Node | null | undefined, type: abstract new () => E, name: string): E {
  if (!(found instanceof type)) throw new Error(`popup.html has no ${name} of the type ${type.name}`);
  return found;
}
