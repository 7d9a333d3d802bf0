import { rightAngle, toFrame, type Angle } from "./frame.ts";
import type { Run } from "./geometry.ts";

/** What pdf.js tells about a stretch of text. */
export interface TextItem {
  readonly str: string;
  readonly dir: string;
  /** From text space to the space of the page: a b c d e f. */
  readonly transform: readonly number[];
  /** Along the line, in points. */
  readonly width: number;
  /** Along the line where text runs downwards, in points. */
  readonly height: number;
  readonly fontName: string;
}

/** What pdf.js tells about a font. */
export interface FontStyle {
  readonly ascent: number;
  readonly descent: number;
  readonly vertical?: boolean;
}

/** A page as it is shown, at 72 points per inch, and how its space is turned into that. */
export interface PageView {
  readonly width: number;
  readonly height: number;
  readonly transform: readonly number[];
}

/** More text than any page holds that a person can read. */
const mostRuns = 40_000;

/** The text of a page, by the direction in which it runs. Slanted text, as of a watermark, is under `slanted`. */
export interface PageRuns {
  readonly straight: ReadonlyMap<Angle, readonly Run[]>;
  readonly slanted: readonly string[];
}

/** Turns what pdf.js gives into runs in the frame of their direction. */
export function runsOf(items: readonly TextItem[], styles: Readonly<Record<string, FontStyle>>, page: PageView): PageRuns {
  const straight = new Map<Angle, Run[]>();
  const slanted: string[] = [];
  const seen = new Set<string>();
  for (const item of items.slice(0, mostRuns)) {
    const text = composeAccents(item.str.replaceAll("\0", "").replaceAll(/\s+/gu, " ").trim());
    if (text === "") continue;
    const style = styles[item.fontName];
    const matrix = multiply(page.transform, item.transform);
    const isVertical = style?.vertical === true;
    const [a, b, c, d, x, y] = matrix;
    const size = isVertical ? Math.hypot(a, b) : Math.hypot(c, d);
    // Where text runs downwards its glyphs stand upright.
    const angle = isVertical ? 90 : rightAngle(a, b);
    if (!Number.isFinite(x + y + size) || size < 0.5) continue;
    if (x < -size || y < -size || x > page.width + size || y > page.height + size) continue;
    if (angle === null) {
      slanted.push(text);
      continue;
    }
    const [left, baseline] = toFrame(angle, x, y, page);
    const length = isVertical ? item.height : item.width;
    const [ascent, descent] = isVertical ? [0.5, -0.5] : [within(style?.ascent, 0.6, 1, 0.8), within(style?.descent, -0.4, -0.1, -0.2)];
    // A word that is drawn twice, as for a shadow or for bold.
    const key = `${text} ${Math.round(left / (0.2 * size))} ${Math.round(baseline / (0.2 * size))}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const runs = straight.get(angle) ?? [];
    straight.set(angle, runs);
    runs.push({
      text,
      left,
      right: left + Math.max(length, 0.1),
      top: baseline - ascent * size,
      bottom: baseline - descent * size,
      baseline,
      size,
      font: item.fontName,
      rtl: item.dir === "rtl",
    });
  }
  return { straight, slanted };
}

type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

function multiply(m: readonly number[], n: readonly number[]): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = m;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = n;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

function within(value: number | undefined, least: number, most: number, otherwise: number): number {
  return value === undefined || !Number.isFinite(value) || value === 0 ? otherwise : Math.min(most, Math.max(least, value));
}

const combiningOf: Readonly<Record<string, string>> = {
  "`": "\u0300",
  "\u00b4": "\u0301",
  "\u02c6": "\u0302",
  "\u02dc": "\u0303",
  "\u00a8": "\u0308",
  "\u02da": "\u030a",
  "\u02c7": "\u030c",
  "\u00b8": "\u0327",
  "\u02d8": "\u0306",
  "\u02dd": "\u030b",
};

/** Accents that are drawn as glyphs of their own before their letter become part of it. */
function composeAccents(text: string): string {
  return text.replaceAll(
    /([`\u00b4\u02c6\u02dc\u00a8\u02da\u02c7\u00b8\u02d8\u02dd]) ?([a-zA-Z\u0131])/gu,
    (both, accent: string, letter: string) => {
      const composed = ((letter === "\u0131" ? "i" : letter) + (combiningOf[accent] ?? "")).normalize("NFC");
      return composed.length === 1 ? composed : both;
    },
  );
}
