import { maxChapters, type ChapterStart } from "../../src/shared/article.ts";
import { localName, outerNode } from "../text/dom.ts";
import type { TextPieces } from "../text/text-pieces.ts";

/** The headings that begin a chapter. */
const headings = new Set(["h1", "h2"]);
/** A longer title is shortened, in UTF-16 units. */
const maxTitleLength = 200;

/** The chapters of a page: each begins with a heading that is read. */
export function chaptersByHeadings(pieces: TextPieces): ChapterStart[] {
  const chapters: ChapterStart[] = [];
  const known = new Map<Node, Element | null>();
  let last: Element | null = null;
  for (const { node, start } of pieces.from(0)) {
    const heading = headingAround(node, known);
    if (!heading || heading === last) continue;
    last = heading;
    const title = (heading.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, maxTitleLength);
    chapters.push({ title, start });
    if (chapters.length === maxChapters) break;
  }
  return chapters;
}

/** The chapters that begin at elements of a document. One that no text follows has none. */
export function chaptersAt(pieces: TextPieces, marks: readonly { title: string; element: Element }[]): ChapterStart[] {
  const inOrder = marks.toSorted((a, b) => (isBefore(a.element, b.element) ? -1 : 1));
  const chapters: ChapterStart[] = [];
  let next = 0;
  for (const { node, start } of pieces.from(0)) {
    for (let mark = inOrder[next]; mark && isBefore(mark.element, node); mark = inOrder[++next]) {
      // Of two at the same text the first one is the outer one.
      if (chapters.at(-1)?.start !== start) chapters.push({ title: mark.title.slice(0, maxTitleLength), start });
    }
  }
  return chapters;
}

/** True if a node is inside an element or behind it. */
const isBefore = (element: Element, node: Node): boolean =>
  (element.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

function headingAround(from: Node, known: Map<Node, Element | null>): Element | null {
  const passed: Node[] = [];
  let found: Element | null = null;
  for (let node: Node | null = from; node; node = outerNode(node)) {
    const before = known.get(node);
    if (before !== undefined) {
      found = before;
      break;
    }
    passed.push(node);
    if (node instanceof Element && headings.has(localName(node))) {
      found = node;
      break;
    }
  }
  for (const node of passed) known.set(node, found);
  return found;
}
