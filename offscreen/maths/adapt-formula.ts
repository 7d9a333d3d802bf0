import type { MathsLocale } from "./maths-languages.ts";

/** The words for what the library leaves out around a short content. */
const floors: Partial<Record<MathsLocale, readonly [before: string, after: string]>> = {
  af: ["vloer van", "einde vloer"],
  de: ["Abrundung von", "Ende Abrundung"],
  en: ["floor of", "end floor"],
  fr: ["partie entière de", "fin partie entière"],
  it: ["parte intera di", "fine parte intera"],
  nb: ["golvet av", "slutt golv"],
  sv: ["golvet av", "slut golv"],
};

/** What is said between the two parts of a binomial coefficient, and whether the lower one goes first. The library takes it for a matrix. */
const binomials: Partial<Record<MathsLocale, readonly [between: string, isLowerFirst: boolean]>> = {
  de: ["über", false],
  en: ["choose", false],
  fr: ["parmi", true],
};

/** Changes a formula where the library would misunderstand it, or leave something out. */
export function adaptFormula(math: Element, locale: MathsLocale): void {
  for (const element of Array.from(math.getElementsByTagName("*"))) {
    const instead = insteadOf(element, locale);
    if (instead) element.parentNode?.replaceChild(instead, element);
  }
}

/** What stands for an element, or undefined if it stays. */
function insteadOf(element: Element, locale: MathsLocale): Element | undefined {
  const text = element.textContent ?? "";
  const [first, second, ...others] = Array.from(element.childNodes);
  switch (element.localName) {
    case "mi":
      // The Greek letter is taken for a triangle, the mathematical one is not.
      return text === "Δ" ? token(element, "mi", "𝛥") : undefined;
    case "mo": {
      const floor = floors[locale];
      if (floor && text === "⌊") return token(element, "mtext", floor[0]);
      return floor && text === "⌋" ? token(element, "mtext", floor[1]) : undefined;
    }
    case "msup":
      // Degrees are often written as an exponent.
      return first?.nodeName === "mn" && /^[∘°]$/.test(second?.textContent ?? "")
        ? row(element, [first, token(element, "mi", "°")])
        : undefined;
    case "mfrac": {
      const binomial = binomials[locale];
      const isBinomial = Number.parseFloat(element.getAttribute("linethickness") ?? "") === 0 && first && second && others.length === 0;
      if (!binomial || !isBinomial) return undefined;
      const [between, isLowerFirst] = binomial;
      const words = token(element, "mtext", between);
      return row(element, isLowerFirst ? [second, words, first] : [first, words, second]);
    }
    default:
      return undefined;
  }
}

function token(near: Element, name: string, text: string): Element {
  const element = near.ownerDocument.createElementNS(near.namespaceURI, name);
  element.appendChild(near.ownerDocument.createTextNode(text));
  return element;
}

function row(near: Element, parts: readonly Node[]): Element {
  const element = near.ownerDocument.createElementNS(near.namespaceURI, "mrow");
  for (const part of parts) element.appendChild(part);
  return element;
}
