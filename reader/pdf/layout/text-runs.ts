import { rightAngle, toFrame, type Angle } from "./frame.ts";
import type { FontFamily, Run } from "./geometry.ts";
import { composeAccents, trailingAccent, withUsualLetters } from "./letters.ts";
import { untagged, type Tag } from "./tags.ts";

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

/** A stretch of text begins or ends that the document marks; with an identifier if its structure names it. */
export interface MarkItem {
  readonly type: string;
  readonly id?: string | null;
  readonly tag?: string;
}

/** What pdf.js tells about a font. */
export interface FontStyle {
  readonly ascent: number;
  readonly descent: number;
  readonly vertical?: boolean;
  /** A generic family of CSS. */
  readonly fontFamily?: string;
}

/** A page as it is shown, at 72 points per inch, and how its space is turned into that. */
export interface PageView {
  readonly width: number;
  readonly height: number;
  readonly transform: readonly number[];
}

/** More text than any page holds that a person can read. */
const mostItems = 60_000;

/** The text of a page, by the direction in which it runs. Slanted text, as of a watermark, is under `slanted`. */
export interface PageRuns {
  readonly straight: ReadonlyMap<Angle, readonly Run[]>;
  readonly slanted: readonly string[];
}

/** Turns what pdf.js gives into runs in the frame of their direction. `tags` are those of the marks' identifiers. */
export function runsOf(
  items: readonly (TextItem | MarkItem)[],
  styles: Readonly<Record<string, FontStyle>>,
  page: PageView,
  tags: ReadonlyMap<string, Tag>,
): PageRuns {
  const straight = new Map<Angle, Run[]>();
  const slanted: string[] = [];
  const seen = new Set<string>();
  const open: Tag[] = [];
  for (const item of items.slice(0, mostItems)) {
    if (!("str" in item)) {
      followMark(open, item, tags);
      continue;
    }
    const place = placeOf(item, styles[item.fontName], page);
    if (place === null) continue;
    const text = composeAccents(withUsualLetters(item.str)).trim();
    if (text === "") continue;
    if (place.angle === null) {
      slanted.push(text);
      continue;
    }
    // A word that is drawn twice, as for a shadow or for bold.
    const { left, baseline, size } = place;
    const key = `${text} ${Math.round(left / (0.2 * size))} ${Math.round(baseline / (0.2 * size))}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const runs = straight.get(place.angle) ?? [];
    straight.set(place.angle, runs);
    const advance = (place.right - left) / item.str.length / size;
    add(runs, {
      ...place,
      text,
      font: item.fontName,
      family: familyOf(styles[item.fontName]),
      rtl: item.dir === "rtl",
      advance,
      tag: open.at(-1) ?? untagged,
    });
  }
  return { straight, slanted };
}

function familyOf(style: FontStyle | undefined): FontFamily {
  if (style?.fontFamily === "monospace") return "mono";
  return style?.fontFamily === "serif" ? "serif" : "sans";
}

/** Keeps the tags of the marks that are open. A mark without a tag of its own goes on with the one around it. */
function followMark(open: Tag[], { type, id, tag }: MarkItem, tags: ReadonlyMap<string, Tag>): void {
  if (type === "endMarkedContent") open.pop();
  else if (tag === "Artifact") open.push({ role: "Artifact", element: 0 });
  else open.push(tags.get(id ?? "") ?? open.at(-1) ?? untagged);
}

type Place = Pick<Run, "left" | "right" | "top" | "bottom" | "baseline" | "size"> & { readonly angle: Angle | null };

/** Where an item stands in the frame of its direction; null outside of the page. */
function placeOf(item: TextItem, style: FontStyle | undefined, page: PageView): Place | null {
  const isVertical = style?.vertical === true;
  const [a, b, c, d, x, y] = multiply(page.transform, item.transform);
  const size = isVertical ? Math.hypot(a, b) : Math.hypot(c, d);
  if (!Number.isFinite(x + y + size) || size < 0.5) return null;
  if (x < -size || y < -size || x > page.width + size || y > page.height + size) return null;
  // Where text runs downwards its glyphs stand upright.
  const angle = isVertical ? 90 : rightAngle(a, b);
  const [left, baseline] = toFrame(angle ?? 0, x, y, page);
  const length = isVertical ? item.height : item.width;
  const [ascent, descent] = isVertical ? [0.5, -0.5] : [within(style?.ascent, 0.6, 1, 0.8), within(style?.descent, -0.4, -0.1, -0.2)];
  return {
    angle,
    left,
    right: left + Math.max(length, 0.1),
    top: baseline - ascent * size,
    bottom: baseline - descent * size,
    baseline,
    size,
  };
}

function add(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (last === undefined) {
    runs.push(run);
    return;
  }
  // An accent that is drawn before its letter, which is another run because it stands further left than the accent ends.
  const accented = trailingAccent(last.text, run.text);
  if (accented !== null && Math.abs(last.baseline - run.baseline) < 0.6 * run.size && run.left < last.right) {
    if (accented.before === "") runs.pop();
    else {
      // A space stays one, however narrow the line makes it.
      const right = accented.hasSpace ? run.left - 0.3 * run.size : run.left;
      runs[runs.length - 1] = { ...last, text: accented.before, right: Math.max(last.left, Math.min(last.right, right)) };
    }
    runs.push({ ...run, text: accented.after });
    return;
  }
  // A mark that belongs to the letter before it.
  if (/^\p{M}+$/u.test(run.text)) runs[runs.length - 1] = { ...last, text: (last.text + run.text).normalize("NFC") };
  else runs.push(run);
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
