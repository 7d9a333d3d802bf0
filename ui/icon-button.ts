import { makeButton } from "./dom.ts";
import { icon } from "./icon.ts";

/** Creates a button that shows an icon, and tells `label` to screen readers and in a tooltip. */
export function makeIconButton(className: string, shape: Parameters<typeof icon>[0], label: string, act: () => void): HTMLButtonElement {
  const button = makeButton(className, "", act);
  button.ariaLabel = button.title = label;
  button.append(icon(shape));
  return button;
}
