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

/** Of what is deeper than this only the text is read. */
const maxDepth = 200;

/** A formula on one line: the alternative text of its author unless that is TeX, else its own text in order, with "1/2" for a fraction. */
export function mathsText(math: Element): string {
  const written = attribute(math, "alttext")?.trim();
  if (written && !isTex.test(written)) return written.replace(/\s+/g, " ");
  return normaliseSpaces(textInOrder(math, 0));
}

function textInOrder(element: Element, depth: number): string {
  if (depth > maxDepth) return element.textContent ?? "";
  const parts = Array.from(childNodes(element)).filter((node) => node instanceof Element);
  const part = (index: number): string => {
    const found = parts[index];
    return found ? normaliseSpaces(textInOrder(found, depth + 1)) : "";
  };
  const joined = (of: Element[], separator: string): string =>
    of
      .map((each) => textInOrder(each, depth + 1))
      .filter(Boolean)
      .join(separator);
  switch (localName(element)) {
    case "mi":
    case "mn":
    case "mo":
    case "ms":
    case "mtext":
      return element.textContent?.trim() ?? "";
    case "mfrac":
      return `${grouped(part(0))}/${grouped(part(1))}`;
    case "msup": {
      const exponent = part(1);
      return /^\d+$/.test(exponent)
        ? part(0) + Array.from(exponent, (digit) => superscripts[Number(digit)]).join("")
        : `${part(0)}^${grouped(exponent)}`;
    }
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

const grouped = (text: string): string => (/[\s/^]/.test(text) ? `(${text})` : text);

/** Removes invisible operators, and spaces inside brackets and before commas. */
const normaliseSpaces = (text: string): string =>
  text
    .replace(/[\u2061-\u2064]/g, "")
    .replace(/\s+/g, " ")
    .replace(/([([{]) /g, "$1")
    .replace(/ (?=[)\]},;])/g, "")
    .trim();
