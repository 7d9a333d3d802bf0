import type { LeftOut } from "../../src/shared/settings.ts";
import { isClutter } from "./clutter.ts";
import { bracketed } from "./bracketed.ts";
import { columnHeaders, dataTableAround, headerRow } from "./data-table.ts";
import { attribute, firstWithin, localName, matches } from "../text/dom.ts";
import type { Manner } from "../text/manner.ts";
import { spokenParts } from "./spoken-parts.ts";

/** Smaller images are signs, not figures. In CSS pixels. */
const minFigurePx = 60;

/**
 * How a page is read: only `content` and all that is around it, or without it all but the clutter; and of that not what the person leaves
 * out. `wanted` is read in any case.
 */
export function articleManner(content: ReadonlySet<Node> | null, leftOut: LeftOut, wanted: ReadonlySet<Node>): Manner {
  const headerOf = columnHeaders();
  const isOutside = (node: Element | Text): boolean => {
    if (content) return !content.has(node);
    return node instanceof Element && (isClutter(node) || isAround(node));
  };
  return {
    reads(node) {
      if (wanted.has(node)) return true;
      return !isOutside(node) && !(node instanceof Element && isLeftOut(node, leftOut));
    },
    isLeftOutMark: (element) => leftOut.citations && !wanted.has(element) && isNoteMark(element),
    headerOf: (element) => (element instanceof HTMLTableCellElement ? headerOf(element) : null),
    said: (element) => (leftOut.figures ? null : alternativeText(element)),
    partsOf: (text) => spokenParts(text, leftOut),
    cuts: (text) => (leftOut.brackets ? bracketed(text) : []),
  };
}

/** True if an element is around what a page says: its header and footer, and what is beside it. */
function isAround(element: Element): boolean {
  const name = localName(element);
  return name === "footer" || name === "aside" || (name === "header" && !firstWithin(element, "h1"));
}

function isLeftOut(element: Element, leftOut: LeftOut): boolean {
  switch (localName(element)) {
    case "pre":
      return leftOut.code && isCode(element);
    case "code":
      return leftOut.code && getComputedStyle(element).display === "block";
    case "figcaption":
    case "caption":
      return leftOut.captions;
    case "ol":
    case "ul":
    case "section":
    case "div":
      return leftOut.citations && isListOfReferences(element);
    case "table":
      return leftOut.tables && dataTableAround(element) !== null;
    case "tr": {
      // The headers are read with each row.
      const table = dataTableAround(element);
      return table !== null && headerRow(table) === element;
    }
    default:
      return false;
  }
}

const mark = /^[[(]?(?:\d{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[a-z]|[ivx]{1,4}|note \d{1,3}|citation needed)[\])]?$|^(?:[*†‡§¶#^]|[↩↑]\uFE0E?)+$/i;

/** True for a mark of a footnote or citation: short, and a link to another place in the page. An exponent is none. */
function isNoteMark(element: Element): boolean {
  if (localName(element) !== "sup" && localName(element) !== "a") return false;
  const text = (element.textContent ?? "").trim();
  if (text.length > 40 || !text.split(/(?<=\])|[\s,]+/).every((part) => part === "" || mark.test(part))) return false;
  if (matches(element, "a[href^='#'], a[role=doc-noteref]")) return true;
  return (
    localName(element) === "sup" &&
    (firstWithin(element, "a[href*='#']") !== null || element.closest("a[href^='#']") !== null || text.startsWith("["))
  );
}

/** True for the notes and sources at the end of a text, as pages mark them. */
const isListOfReferences = (element: Element): boolean =>
  matches(
    element,
    "ol.references, .reflist, [role=doc-endnotes], [role=doc-footnotes], [role=doc-bibliography], section.footnotes, div.footnotes",
  );

/** True for preformatted text that is code and no poem. */
function isCode(pre: Element): boolean {
  if (firstWithin(pre, "code, samp, kbd") || isCalledCode(pre)) return true;
  const text = pre.textContent ?? "";
  return (text.match(/[{}();=<>]/g)?.length ?? 0) * 25 > text.length;
}

const isCalledCode = (pre: Element): boolean =>
  /\b(?:code|highlight|lang|language|prettyprint|source|brush|syntax)/i.test(
    `${attribute(pre, "class") ?? ""} ${attribute(pre.parentElement ?? pre, "class") ?? ""}`,
  );

/** The alternative text of a figure that can be seen, unless it is a file's name or repeats the caption. */
function alternativeText(image: Element): string | null {
  if (!(image instanceof HTMLImageElement)) return null;
  const text = (attribute(image, "alt") ?? "").replace(/\s+/g, " ").trim();
  const { width, height } = image.getBoundingClientRect();
  if (text.length < 3 || /\.(?:jpe?g|png|gif|webp|svg|avif)$/i.test(text) || Math.min(width, height) < minFigurePx) return null;
  const caption = image.closest("figure")?.querySelector("figcaption")?.textContent ?? "";
  return caption.replace(/\s+/g, " ").includes(text) ? null : text;
}
