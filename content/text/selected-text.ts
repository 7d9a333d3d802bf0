import { declaredLanguage } from "./declared-language.ts";
import { attribute, firstChild, firstWithin, localName, nextSibling, openShadowRootOf, outerNode, outwards, shadowRootOf } from "./dom.ts";
import { mathsOf, mathsText } from "./maths.ts";
import { isOutOfSight } from "./out-of-sight.ts";
import { isMasked } from "./secret-field.ts";
import type { Manner } from "./manner.ts";
import type { SelectedRange } from "./selected-range.ts";
import { TextBuilder, type BuiltText } from "./text-builder.ts";
import { whiteSpaceOf, type WhiteSpace } from "./white-space.ts";

/** Elements that contain no text of the page, or only a fallback for browsers that cannot show the element. */
const withoutText = new Set(
  "audio canvas datalist defs desc embed iframe img input meter metadata noscript object progress script select style symbol template textarea title video".split(
    " ",
  ),
);

/** Elements that are part of their line even if they float or are positioned: an initial letter, a word in a document viewer. */
const inlineElements = new Set("a abbr b big cite code em font i mark q small span strong sub sup u".split(" "));

/** How many units of a text node are processed at once. */
const unitsAtOnce = 65_536;

/** How an element affects the display of the text inside it. */
interface Shown {
  language: string;
  selectable: boolean;
  style: CSSStyleDeclaration;
  /** The style of text directly in the element. Undefined until there is some. */
  text?: TextStyle;
}

interface TextStyle {
  isSeen: boolean;
  whiteSpace: WhiteSpace;
}

/**
 * The text of some ranges, as a person sees it. It omits what is hidden, for screen readers only, or not selectable. Of ruby annotations
 * only the base text is kept. Formulas are on one line. Null if nothing is left. Throws if the beginning of a range is not in what is
 * shown. `manner` says what else is left out or read in another way.
 */
export function selectedText(ranges: readonly SelectedRange[], limit: number, manner: Manner = asItIs): BuiltText | null {
  const text = new TextBuilder(limit);
  for (const range of ranges) {
    text.part("\n\n");
    new Walk(range, text, manner).run();
  }
  return text.build();
}

const asItIs: Manner = {
  reads: () => true,
  isLeftOutMark: () => false,
  headerOf: () => null,
  said: () => null,
  partsOf: (text) => [[0, text.length]],
};

/** One walk through all nodes from a range's start to its end, in visible order. */
class Walk {
  readonly #range: SelectedRange;
  readonly #text: TextBuilder;
  readonly #manner: Manner;
  readonly #aroundStart: Set<Node>;
  readonly #aroundEnd: Set<Node>;
  /** For each node around the start, its child that leads to the start. */
  readonly #towardsStart = new Map<Node, Node>();
  readonly #languages = new Map<Node, string>();
  #isInside = false;
  #isOver = false;

  constructor(range: SelectedRange, text: TextBuilder, manner: Manner) {
    this.#range = range;
    this.#text = text;
    this.#manner = manner;
    this.#aroundStart = new Set(outwards(range.start.node));
    this.#aroundEnd = new Set(outwards(range.end.node));
    for (const node of this.#aroundStart) {
      const outer = outerNode(node);
      if (outer) this.#towardsStart.set(outer, node);
    }
  }

  run(): void {
    this.#throughChildren(document, null);
    if (!this.#isInside) throw new Error("the selection begins in something that is not shown");
  }

  #through(node: Node, outer: Shown | null): void {
    const { start, end } = this.#range;
    if (node === start.node && start.at === "enter") this.#isInside = true;
    if (node === end.node && end.at === "enter") this.#isOver = true;
    if (this.#isOver) return;
    if (node instanceof Text) this.#read(node, outer);
    else if (node instanceof Element && this.#manner.isLeftOutMark(node)) this.#text.dropSpace();
    else if (node instanceof Element && this.#manner.reads(node)) this.#open(node, outer);
    if (this.#aroundStart.has(node)) this.#isInside = true;
    if (this.#aroundEnd.has(node) || this.#text.isFull) this.#isOver = true;
  }

  /** Visits the children as they are shown: those of a shadow root, and those assigned to a slot. */
  #throughChildren(node: Node, shown: Shown | null): void {
    const { start } = this.#range;
    if (node === start.node && start.at === "leave") return;
    if (node instanceof HTMLSlotElement) {
      const assigned = node.assignedNodes();
      for (const child of assigned) if (!this.#isOver) this.#through(child, shown);
      if (assigned.length > 0) return;
    }
    const holder = (node instanceof Element && this.#shadowRootOf(node)) || node;
    let child = (this.#isInside ? null : this.#towardsStart.get(holder)) ?? firstChild(holder);
    for (; child && !this.#isOver; child = nextSibling(child)) this.#through(child, shown);
  }

  #open(element: Element, outer: Shown | null): void {
    const style = getComputedStyle(element);
    const name = localName(element);
    if (style.display === "none" || (name !== "html" && name !== "body" && isOutOfSight(style))) return;
    const maths = mathsOf(element);
    if (!maths && isRepetition(element, name) && !this.#isWhollyIn(element)) return;

    const shown = { style, language: declaredLanguage(element, this.#languages), selectable: isSelectable(element, style, outer) };
    const said = this.#manner.said(element);
    const gap = said === null ? gapAround(name, style) : "\n\n";
    if (this.#isInside) this.#text.part(gap);
    const header = this.#isInside && this.#manner.headerOf(element);
    if (header) {
      this.#through(header, outer);
      this.#text.part(": ");
    }
    if (said !== null) this.#say(said, shown, element);
    else if (maths) this.#say(mathsText(maths), shown, element);
    else if (name === "br") this.#breakLine();
    else if (name === "details" && attribute(element, "open") === null) this.#throughSummary(element, shown);
    else if (!withoutText.has(name)) this.#throughChildren(element, shown);
    if (this.#isInside) this.#text.part(gap);
  }

  /** Closed details show only their summary. */
  #throughSummary(details: Element, shown: Shown): void {
    const summary = firstWithin(details, ":scope > summary");
    if (summary) this.#through(summary, shown);
  }

  #breakLine(): void {
    if (this.#isInside) this.#text.breakLine();
  }

  #read(node: Text, shown: Shown | null): void {
    const { start, end } = this.#range;
    if (node === start.node) this.#isInside = true;
    if (!this.#isInside || !shown || !this.#manner.reads(node)) return;
    shown.text ??= textStyle(shown);
    const { isSeen, whiteSpace } = shown.text;
    if (!isSeen) return;
    const from = node === start.node && typeof start.at === "number" ? start.at : 0;
    const to = node === end.node && typeof end.at === "number" ? end.at : node.length;
    for (const [start, end] of this.#manner.partsOf(node.data)) {
      this.#readPart(node, Math.max(start, from), Math.min(end, to), shown.language, whiteSpace);
    }
  }

  #readPart(node: Text, from: number, to: number, language: string, whiteSpace: WhiteSpace): void {
    for (let at = from; at < to && !this.#text.isFull; at += unitsAtOnce) {
      for (const { 0: token, index } of node.data.slice(at, Math.min(to, at + unitsAtOnce)).matchAll(whiteSpace.tokens)) {
        if (!" \t\n\r\f".includes(token.charAt(0))) this.#text.addShown(token, language, node, at + index);
        else if (whiteSpace.keepsLines && "\r\n".includes(token.charAt(0))) this.#text.breakLine();
        else this.#text.space(node, at + index);
      }
    }
  }

  #say(text: string, shown: Shown, element: Element): void {
    if (this.#isInside && textStyle(shown).isSeen && text !== "") this.#text.addSaid(text, shown.language, element);
  }

  /** Asking the browser for a withoutText shadow root is slow, so this is done only for elements that are likely to have one. */
  #shadowRootOf(element: Element): ShadowRoot | null {
    const first = firstChild(element);
    const isBare = first === null || (first instanceof Text && first.data.trim() === "");
    const isLikely = isBare || localName(element).includes("-") || this.#aroundStart.has(element) || this.#aroundEnd.has(element);
    return isLikely ? shadowRootOf(element) : openShadowRootOf(element);
  }

  #isWhollyIn(element: Element): boolean {
    return this.#aroundStart.has(element) && this.#aroundEnd.has(element);
  }
}

/** True if an element repeats what is beside it, possibly in another notation. */
function isRepetition(element: Element, name: string): boolean {
  return name === "rt" || name === "rp" || name === "rtc" || attribute(element, "aria-hidden") === "true";
}

/** True if the browser would let the user select the element. `auto` inherits from the parent, except for editable elements. */
function isSelectable(element: Element, style: CSSStyleDeclaration, outer: Shown | null): boolean {
  const wish = style.getPropertyValue("user-select") || style.getPropertyValue("-webkit-user-select");
  const isSelectable = wish === "auto" ? (outer?.selectable ?? true) : wish !== "none";
  return isSelectable || (element instanceof HTMLElement && element.isContentEditable === true);
}

function textStyle({ selectable, style }: Shown): TextStyle {
  return {
    isSeen: selectable && style.visibility === "visible" && style.fontSize !== "0px" && !isMasked(style),
    whiteSpace: whiteSpaceOf(style),
  };
}

/** What separates an element from the text before and after it. */
function gapAround(name: string, style: CSSStyleDeclaration): "" | ", " | "\n\n" {
  const { display } = style;
  if (display === "table-cell") return ", ";
  if (/^(?:inline|contents|ruby|math)/.test(display)) return name === "li" ? ", " : "";
  const isTakenOut = (): boolean => style.cssFloat !== "none" || style.position === "absolute" || style.position === "fixed";
  return inlineElements.has(name) && isTakenOut() ? "" : "\n\n";
}
