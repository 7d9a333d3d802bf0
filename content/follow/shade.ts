import { lightnessOf } from "../player/is-dark-page.ts";
import type { Shade } from "./highlight-styles.ts";

/** The shade of the page where an element is, by the colour of its text: light text is on a dark page. */
export function shadeAt(element: Element): Shade {
  const style = getComputedStyle(element);
  return (lightnessOf(style.getPropertyValue("-webkit-text-fill-color") || style.color) ?? 0) > 0.5 ? "dark" : "light";
}
