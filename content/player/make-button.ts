import { listen, make } from "./page-document.ts";
import { icon } from "./player-icon.ts";

/** Creates a button that shows an icon and tells `label`. */
export function makeButton(className: string, shape: Parameters<typeof icon>[0], label: string, act: () => void): HTMLButtonElement {
  const button = make("button", { type: "button", className, title: label, ariaLabel: label }, icon(shape));
  listen(button, "click", act);
  return button;
}
