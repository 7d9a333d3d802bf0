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

/** Elements that show their text, and those that show nothing or repeat the formula in another notation. */
const tokens = /^m(?:[inos]|text)$/;
const silent = /^(?:annotation|mphantom)/;

/** Of what is deeper than this only the text is read. */
const maxDepth = 200;

/** A formula on one line: the alternative text of its author unless that is TeX, else its own text in order, with "1/2" for a fraction. */
export function mathsText(math: Element): string {
  const written = attribute(math, "alttext")?.trim();
  if (written && !isTex.test(written)) return written.replace(/\s+/g, " ");
  return normaliseSpaces(textInOrder(math, 0));
}

function textInOrder(element: Element, depth: number): string {
  const name = localName(element);
  if (silent.test(name)) return "";
  if (tokens.test(name) || depth > maxDepth) return element.textContent?.trim() ?? "";
  const parts = Array.from(childNodes(element)).filter((node) => node instanceof Element);
  const joined = (from = 0, to = parts.length): string =>
    normaliseSpaces(
      parts
        .slice(from, to)
        .map((part) => textInOrder(part, depth + 1))
        .filter(Boolean)
        .join(name === "mtr" ? ", " : " "),
    );
  // The other children repeat the first one in another notation.
  if (name === "semantics") return joined(0, 1);
  if (name === "mfrac") return `${grouped(joined(0, 1))}/${grouped(joined(1, 2))}`;
  if (name === "msqrt") return `√${grouped(joined())}`;
  if (name !== "msup") return joined();
  const exponent = joined(1, 2);
  return (
    joined(0, 1) +
    (/^\d+$/.test(exponent) ? Array.from(exponent, (digit) => superscripts[Number(digit)]).join("") : `^${grouped(exponent)}`)
  );
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
