import type { TextPlace } from "../../document/text-place.ts";

/** How large a text is in a font, as shares of the font's size. */
export interface TextMeasure {
  width: number;
  /** From the highest to the lowest letter of the font. */
  height: number;
}

/** Measured at a size at which rounding does not matter, in CSS pixels. */
const measuredPx = 100;

/** Returns a function that measures text in the fonts that `element` has for each family. */
export function measureTextIn(element: Element): (text: string, family: TextPlace["family"]) => TextMeasure {
  const context = document.createElement("canvas").getContext("2d");
  const style = getComputedStyle(element);
  const fonts = { sans: "", serif: "", mono: "" };
  for (const family of ["sans", "serif", "mono"] as const) {
    fonts[family] = `${measuredPx}px ${style.getPropertyValue(`--${family}-on-page`)}`;
  }
  return (text, family) => {
    if (!context) return { width: text.length / 2, height: 1.15 };
    // Setting it is slow.
    if (context.font !== fonts[family]) context.font = fonts[family];
    const { width, fontBoundingBoxAscent, fontBoundingBoxDescent } = context.measureText(text);
    return { width: width / measuredPx, height: (fontBoundingBoxAscent + fontBoundingBoxDescent) / measuredPx };
  };
}
