import { bodyElement, rootElement } from "./page-document.ts";

/** The lightness of a computed colour, 0 to 1, or undefined if the colour is mostly transparent. */
export function lightnessOf(colour: string): number | undefined {
  const [, kind = "", values = ""] = /^([a-z]+)\((?:[a-z][\w-]* )?(.*)\)$/.exec(colour) ?? [];
  const [channels = "", share] = values.split("/");
  const [first, second, third, fourth] = Array.from(channels.matchAll(/-?[\d.]+(?:e-?\d+)?/g), Number);
  const alpha = share === undefined ? fourth : Number(share);
  if ((alpha ?? 1) < 0.5 || first === undefined || second === undefined || third === undefined) return undefined;
  if (kind.startsWith("ok")) return first;
  if (kind.startsWith("l")) return first / 100;
  return (0.3 * first + 0.59 * second + 0.11 * third) / (kind === "color" ? 1 : 255);
}

/** Whether the page is dark, as it looks and not as the device would have it. */
export function isDarkPage(): boolean {
  const body = bodyElement();
  const styles = [...(body ? [body] : []), rootElement()].map((element) => getComputedStyle(element));
  const ground = styles.map(({ backgroundColor }) => lightnessOf(backgroundColor)).find((lightness) => lightness !== undefined);
  if (ground !== undefined) return ground < 0.5;
  // The ground is the browser's own, an image, or an inner element's. Light text tells that it is dark.
  return (lightnessOf(styles[0]?.color ?? "") ?? 0) > 0.6;
}
