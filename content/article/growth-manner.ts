import type { LeftOut } from "../../src/shared/settings.ts";
import { attribute, firstWithin, localName, outerNode, outwards } from "../text/dom.ts";
import type { Manner } from "../text/manner.ts";
import { articleManner } from "./article-manner.ts";
import { isClutter, isLoadingNotice } from "./clutter.ts";
import type { PageText } from "./page-text.ts";
import { spokenParts } from "./spoken-parts.ts";

/** A shorter paragraph may come twice, as "Yes." does in a conversation. In UTF-16 units without white space. */
const minRepetition = 40;
/** Longer elements are no single paragraphs. In UTF-16 units. */
const maxParagraph = 5_000;

/** What stands one after the other in one text. */
const flow = new Set("blockquote dl figure h1 h2 h3 h4 h5 h6 ol p pre table ul".split(" "));

/** Words in a class or id of what others say about a text. */
const remarks = /(?:^|[\s_-])(?:comments?|disqus|discussion|repl(?:y|ies)|respond|reviews?)(?:$|[\s_-])/i;

/** All that came since behind the place where a text ends, whatever it is. */
export function newTexts(end: Node, { behind }: PageText): Manner {
  return { ...asIs, reads: (node) => node === end || !behind.has(node) };
}

/**
 * How what came since behind a text is read: in the manner of the text, without what was there already, what was read above (`read`), and
 * what only says that more is coming. If the text is an article, this is what belongs to `content`, the main content that the page has now,
 * and the elements that follow one another as what was read and the next one do: posts, or article after article.
 */
export function growthManner(
  end: Node,
  { isArticle, behind }: PageText,
  content: ReadonlySet<Node> | null,
  read: string,
  leftOut: LeftOut,
): Manner {
  const around = new Set<Node>(outwards(end));
  const inner = innerNodes(end);
  const anywhere = articleManner(null, leftOut, around);
  const inContent = content?.has(end) ? articleManner(content, leftOut, around) : null;
  const paragraphs = new Set(read.split("\n\n").map(squeezed));
  /** The elements that follow what was read, and all in them; and the elements in which something stands between that was not read. */
  const following = new Set<Node>();
  const interrupted = new Set<Node>();

  const follows = (node: Element | Text): boolean => {
    const outer = outerNode(node);
    if (!outer) return false;
    if (!around.has(outer)) return following.has(outer);
    const before = inner.get(outer);
    if (node instanceof Text) return outer === outerNode(end);
    if (!before || interrupted.has(outer) || !isNext(node, before)) return false;
    if (!holds(node, behind)) return true;
    interrupted.add(outer);
    return false;
  };

  const isReadIn = (node: Element | Text): boolean => {
    if (!isArticle) return anywhere.reads(node);
    if (follows(node) && (anywhere.reads(node) || isTitle(node))) {
      following.add(node);
      return true;
    }
    return inContent?.reads(node) ?? false;
  };

  const isRepeated = (element: Element): boolean => {
    const text = element.textContent ?? "";
    if (text.length < minRepetition || text.length > maxParagraph) return false;
    const spoken = squeezed(
      spokenParts(text, leftOut)
        .map(([from, to]) => text.slice(from, to))
        .join(""),
    );
    return spoken.length >= minRepetition && paragraphs.has(spoken);
  };

  return {
    ...anywhere,
    reads(node) {
      if (around.has(node)) return true;
      if (behind.has(node)) return false;
      if (node instanceof Text) return isReadIn(node);
      return isReadIn(node) && !isLoadingNotice(node) && !isOverThePage(node) && !isRepeated(node);
    },
  };
}

const asIs: Manner = {
  reads: () => true,
  isLeftOutMark: () => false,
  headerOf: () => null,
  said: () => null,
  partsOf: (text) => [[0, text.length]],
};

/** For each node around the end, its child that leads there. */
function innerNodes(end: Node): Map<Node, Node> {
  const inner = new Map<Node, Node>();
  for (const node of outwards(end)) {
    const outer = outerNode(node);
    if (outer) inner.set(outer, node);
  }
  return inner;
}

/** True if an element goes on with what an earlier one beside it began: both are in one text, or they are of the same kind. */
function isNext(element: Element, before: Node): boolean {
  if (!(before instanceof Element) || remarks.test(called(element))) return false;
  const name = localName(element);
  if (flow.has(name)) return flow.has(localName(before));
  if (name !== localName(before)) return false;
  return name === "article" || name === "li" || (kindOf(element) !== "" && kindOf(element) === kindOf(before));
}

/** The classes of an element, without those that number it. */
const kindOf = (element: Element): string =>
  (attribute(element, "class") ?? "")
    .split(/\s+/)
    .filter((name) => name !== "" && !/\d/.test(name))
    .toSorted()
    .join(" ");

const called = (element: Element): string => `${attribute(element, "class") ?? ""} ${attribute(element, "id") ?? ""}`;

/** True if an element is the head of an article that follows, with its title. */
const isTitle = (node: Element | Text): boolean =>
  node instanceof Element && localName(node) === "header" && !isClutter(node) && firstWithin(node, "h1, h2, h3") !== null;

/** True for notices that pages lay over themselves. */
const isOverThePage = (element: Element): boolean => getComputedStyle(element).position === "fixed";

/** True if there is one of the nodes in an element. */
function holds(element: Element, nodes: WeakSet<Node>): boolean {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) if (nodes.has(node)) return true;
  return false;
}

const squeezed = (text: string): string => text.replace(/\s+/g, "");
