import { maxMathMlLength } from "../../src/shared/formula.ts";
import { attribute, childNodes, firstChild, localName } from "./dom.ts";

/** Elements that show their text. */
const tokens = new Set("mi mn mo ms mtext".split(" "));

/** Elements that contain others, each with a meaning. Of all others only what is in them counts. */
const structures = new Set(
  (
    "maction menclose merror mfenced mfrac mlabeledtr mmultiscripts mover mprescripts mroot mrow msqrt msub msubsup msup mtable mtd mtr " +
    "munder munderover none"
  ).split(" "),
);

/** Elements that show nothing, or repeat the formula in another notation. */
const silent = new Set("annotation annotation-xml maligngroup malignmark mphantom mspace".split(" "));

/** Attributes that say what something means, and not how it looks. */
const meaning =
  "accent accentunder close data-mjx-texclass fence form linethickness mathvariant notation open separator separators stretchy".split(" ");
const maxValueLength = 40;

/** Deeper formulas are read as they are written. */
const maxDepth = 100;

/** Characters that no XML may contain. */
// oxlint-disable-next-line no-control-regex -- as in the definition of XML.
const noXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu;

/**
 * A formula of a page as MathML of our own, with nothing in it but its structure and its symbols. Null if it is too long or too deep to be
 * spoken in words.
 */
export function mathMlOf(math: Element): string | null {
  const parts: string[] = [];
  let length = 0;
  const write = (part: string): boolean => {
    parts.push(part);
    length += part.length;
    return length <= maxMathMlLength;
  };

  /** False if it became too much. `digits` are the beginning of the number at the beginning of the element. */
  const writeElement = (element: Element, depth: number, digits: string): boolean => {
    const name = localName(element);
    if (silent.has(name)) return true;
    if (depth > maxDepth) return false;
    if (tokens.has(name)) return write(`<${name}${attributesOf(element)}>${escaped(digits + textOf(element))}</${name}>`);
    const tag = structures.has(name) ? name : "mrow";
    if (!write(`<${tag}${attributesOf(element)}>`)) return false;
    const children = Array.from(childNodes(element)).filter((node) => node instanceof Element);
    // The other children repeat the first one in another notation.
    const meant = name === "semantics" ? children.slice(0, 1) : children;
    let before = digits;
    for (const [index, child] of meant.entries()) {
      const next = meant[index + 1];
      // KaTeX parts the last digit from a number with an exponent.
      if (before === "" && localName(child) === "mn" && next && scripts.has(localName(next)) && startsWithNumber(next))
        before = textOf(child);
      else {
        if (!writeElement(child, depth + 1, before)) return false;
        before = "";
      }
    }
    return write(`</${tag}>`);
  };

  return writeElement(math, 0, "") ? `<math xmlns="http://www.w3.org/1998/Math/MathML">${parts.join("")}</math>` : null;
}

const scripts = new Set(["msub", "msubsup", "msup"]);

function startsWithNumber(element: Element): boolean {
  const first = firstChild(element);
  return first instanceof Element && localName(first) === "mn";
}

const textOf = (element: Element): string => (element.textContent ?? "").slice(0, maxMathMlLength);

function attributesOf(element: Element): string {
  return meaning
    .map((name) => {
      const value = attribute(element, name);
      // Letters that are upright or italic as usual mean nothing else.
      return value !== null && value.length <= maxValueLength && !/^(?:normal|italic)$/.test(value) ? ` ${name}="${escaped(value)}"` : "";
    })
    .join("");
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escaped = (text: string): string => text.replace(noXml, "").replace(/[&<>"]/g, (character) => entities[character] ?? "");
