import { quantile, type Run } from "../layout/geometry.ts";
import type { Line } from "../layout/lines.ts";

/** Shorter runs say little about the width of letters, and few runs little about the font. */
const leastLength = 4;
const leastRuns = 5;

/** The widths of letters, as a share of the size, that fonts of one width have. Ideographs are wider. */
const narrowest = 0.4;
const widest = 0.75;

/** The fonts whose letters all have the same width. What a document says of its fonts is often wrong. */
export function fontsOfOneWidth(runs: readonly Run[]): Set<string> {
  const advances = new Map<string, number[]>();
  for (const { font, text, advance } of runs) {
    if (text.length >= leastLength) {
      const found = advances.get(font);
      if (found) found.push(advance);
      else advances.set(font, [advance]);
    }
  }
  const isOfOneWidth = (found: readonly number[]): boolean => {
    const usual = quantile(found, 0.5);
    const spread = quantile(found, 0.9) - quantile(found, 0.1);
    return found.length >= leastRuns && usual > narrowest && usual < widest && spread < 0.01 * usual;
  };
  return new Set([...advances].flatMap(([font, found]) => (isOfOneWidth(found) ? [font] : [])));
}

/** Joins the paragraphs below each other that are code: lines that have nothing but fonts of one width. */
export function withCodeJoined(paragraphs: readonly Line[][], isCode: (line: Line) => boolean): Line[][] {
  const joined: Line[][] = [];
  for (const paragraph of paragraphs) {
    const last = joined.at(-1);
    if (last?.every(isCode) && paragraph.every(isCode)) last.push(...paragraph);
    else joined.push([...paragraph]);
  }
  return joined;
}
