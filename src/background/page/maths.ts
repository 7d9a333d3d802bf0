import { attribute, childNodes, firstWithin, localName, matches } from "./dom.ts";

/** Elements in which a formula is twice: as MathML for machines, and as what is seen. */
const doubled = ".katex, mjx-container, .MathJax, .mwe-math-element";

/** The MathML of an element that shows one formula, or null if it shows something else. */
export function mathsOf(element: Element): Element | null {
  if (localName(element) === "math") return element;
  return matches(element, doubled) ? firstWithin(element, "math") : null;
}

const isTex = /[\\{}^]/;
const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A formula on one line: what its author wrote for that, unless it is TeX, else its text in order, with "1/2" for a fraction. */
export function sayMaths(math: Element): string {
  const written = attribute(math, "alttext")?.trim();
  if (written && !isTex.test(written)) return written.replace(/\s+/g, " ");
  return tidy(inOrder(math));
}

function inOrder(element: Element): string {
  const parts = Array.from(childNodes(element)).filter((node) => node instanceof Element);
  const [first = "", second = ""] = localName(element).startsWith("m") ? parts.slice(0, 2).map((part) => tidy(inOrder(part))) : [];
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
      return /^\d+$/.test(second) ? first + Array.from(second, (digit) => superscripts[Number(digit)]).join("") : `${first}^${grouped(second)}`;
    case "msqrt":
      return `√${grouped(tidy(joined(parts, " ")))}`;
    case "mtr":
      return joined(parts, ", ");
    case "semantics":
      // What follows is the same once more, in another notation.
      return joined(parts.slice(0, 1), " ");
    case "annotation":
    case "annotation-xml":
    case "mphantom":
      return "";
    default:
      return joined(parts, " ");
  }
}

const joined = (parts: Element[], separator: string): string => parts.map(inOrder).filter(Boolean).join(separator);

const grouped = (text: string): string => (/[\s/^]/.test(text) ? `(${text})` : text);

/** Without the invisible operators, and without space inside brackets and before a comma. */
const tidy = (text: string): string =>
  text
    .replace(/[\u2061-\u2064]/g, "")
    .replace(/\s+/g, " ")
    .replace(/([([{]) /g, "$1")
    .replace(/ (?=[)\]},;])/g, "")
    .trim();
