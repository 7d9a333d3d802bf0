import type { Shade } from "./highlight-styles.ts";

/** The shade of the page where an element is, by the colour of its text: light text is on a dark page. */
export function shadeAt(element: Element): Shade {
  const style = getComputedStyle(element);
  return lightness(style.getPropertyValue("-webkit-text-fill-color") || style.color) > 0.5 ? "dark" : "light";
}

/** About how light a computed colour is, 0 to 1. Browsers compute every colour to one of these forms; of others it is 0. */
export function lightness(colour: string): number {
  const [, form = "", values = ""] = /^([a-z]+)\(([^)]*)\)/.exec(colour) ?? [];
  const numbers = Array.from(
    values.matchAll(/(-?[\d.]+(?:e-?\d+)?)(%?)(?=[\s,/]|$)/g),
    ([, number, percent]) => Number(number) / (percent ? 100 : 1),
  );
  const [first = 0, second = 0, third = 0] = numbers;
  if (form === "rgb" || form === "rgba") return (0.2126 * first + 0.7152 * second + 0.0722 * third) / 255;
  if (form === "lab" || form === "lch") return first / 100;
  if (form === "oklab" || form === "oklch") return first;
  return form === "color" ? 0.2126 * first + 0.7152 * second + 0.0722 * third : 0;
}
