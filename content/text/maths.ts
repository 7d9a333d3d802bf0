import { attribute, childNodes, firstWithin, localName, matches } from "./dom.ts";

/** Elements that contain a formula twice: as MathML for machines, and as visible content. */
const withMathMl = ".katex, mjx-container, .MathJax, .mwe-math-element";

/** The MathML of an element that shows one formula, or null for any other element. */
export function mathsOf(element: Element): Element | null {
  if (localName(element) === "math") return element;
  return matches(element, withMathMl) ? firstWithin(element, "math") : null;
}

const isTex = /[\\{}^]/;
const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A formula on one line: the alternative text of its author unless that is TeX, else its own text in order, with "1/2" for a fraction. */
export function mathsText(math: Element): string {
  const written = attribute(math, "alttext")?.trim();
  if (written && !isTex.test(written)) return written.replace(/\s+/g, " ");
  return normaliseSpaces(textInOrder(math));
}

function textInOrder(element: Element): string {
  const parts = Array.from(childNodes(element)).filter((node) => node instanceof Element);
  const [first = "", second = ""] = localName(element).startsWith("m")
    ? parts.slice(0, 2).map((part) => normaliseSpaces(textInOrder(part)))
    : [];
  switch (localName(element)) {
    case "mi":
    case "mn":
    case "mo":
    case "ms":
    case "mtext":
      return element.textContent?.trim() ?? "";
    case "mfrac":
      return `${grouped(first)}/${grouped(second)}`;
    case "msup":
      return /^\d+$/.test(second)
        ? first + Array.from(second, (digit) => superscripts[Number(digit)]).join("")
        : `${first}^${grouped(second)}`;
    case "msqrt":
      return `√${grouped(normaliseSpaces(joined(parts, " ")))}`;
    case "mtr":
      return joined(parts, ", ");
    case "semantics":
      // The other children repeat the formula in another notation.
      return joined(parts.slice(0, 1), " ");
    case "annotation":
    case "annotation-xml":
    case "mphantom":
      return "";
    default:
      return joined(parts, " ");
  }
}

const joined = (parts: Element[], separator: string): string => parts.map(textInOrder).filter(Boolean).join(separator);

const grouped = (text: string): string => (/[\s/^]/.test(text) ? `(${text})` : text);

/** Removes invisible operators, and spaces inside brackets and before commas. */
const normaliseSpaces = (text: string): string =>
  text
    .replace(/[\u2061-\u2064]/g, "")
    .replace(/\s+/g, " ")
    .replace(/([([{]) /g, "$1")
    .replace(/ (?=[)\]},;])/g, "")
    .trim();
