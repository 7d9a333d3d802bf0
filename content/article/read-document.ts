import type { OwnArticle, OwnArticleRequest } from "../../src/shared/article.ts";
import { localName, outwards } from "../text/dom.ts";
import { keepMap } from "../text/kept-maps.ts";
import type { Boundary } from "../text/selected-range.ts";
import { textMap, type TextMap } from "../text/text-map.ts";
import { articleManner } from "./article-manner.ts";
import { placeOfPointer } from "./place-of-pointer.ts";
import { readArticleInPage } from "./read-article.ts";
import { textFrom } from "./text-from.ts";

/** What an own page shows in an element with this attribute is read, and nothing else of the page. */
export const shownDocument = "[data-read-aloud]";
/** The attribute in which the ids of the texts are that are the whole document. */
const readIds = "data-read-aloud";
/** The queue may ask for a text while an earlier one is read. */
const maxIds = 8;

/**
 * The text of the document that one of the extension's own pages shows, all of it if it is short enough; of an own page without a document,
 * its article. Null if there is nothing to read.
 */
export function readDocumentInPage(request: OwnArticleRequest): OwnArticle | null {
  const { from, leftOut, limit } = request;
  const shown = document.querySelector(shownDocument);
  if (!shown) {
    const article = readArticleInPage({ ...request, from: isPointer(from) ? from : "start" });
    return article && { ...article, startAt: 0 };
  }
  const pointer = isPointer(from) ? placeOfPointer(from.targetElementId) : null;
  const content = textIn(shown, pointer?.node);

  const read = (start: Boundary): Read | null => {
    const built = textFrom(start, articleManner(content, leftOut, new Set(outwards(shown))), limit);
    if (!built) return null;
    const { pieces, ...text } = built;
    return { map: textMap(text.text, pieces), text };
  };
  const keep = ({ map, text }: Read, startAt: number): OwnArticle => ({ mapId: keepMap(map), ...text, startAt });
  const keepWhole = (read: Read, startAt: number): OwnArticle => {
    const article = keep(read, startAt);
    // The page knows by it that all of its document is read, and not a part of it.
    const ids = [...(shown.getAttribute(readIds) ?? "").split(" "), article.mapId];
    shown.setAttribute(readIds, ids.slice(-maxIds).join(" ").trim());
    return article;
  };

  const fromPointer = pointer && content.has(pointer.node) ? read(pointer) : null;
  if (fromPointer) return keep(fromPointer, 0);
  const whole = read({ node: shown, at: "enter" });
  if (!whole || from === "start" || isPointer(from)) return whole && keepWhole(whole, 0);
  if ("offset" in from) return keepWhole(whole, from.offset < whole.text.text.length ? from.offset : 0);
  const element = document.getElementById(from.elementId);
  const startAt = element ? offsetBehind(whole.map, element, shown) : 0;
  if (startAt !== undefined || !element) return keepWhole(whole, startAt ?? 0);
  // It is behind the longest text that is read at once.
  const rest = read({ node: element, at: "enter" });
  return keep(rest ?? whole, 0);
}

/** What is read of a document, and all that is around it. Notes stand beside the text, and are read only by who begins in one. */
export function textIn(shown: Element, begin?: Node): Set<Node> {
  const content = new Set<Node>(outwards(shown));
  const nodes = document.createTreeWalker(shown, NodeFilter.SHOW_ALL, (node) =>
    node instanceof Element && localName(node) === "aside" && !(begin && node.contains(begin))
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) content.add(node);
  return content;
}

/** A heading of more texts that are all left out is not looked into any further. */
const maxTriedTexts = 20;

interface Read {
  map: TextMap;
  text: Omit<OwnArticle, "mapId" | "startAt">;
}

const isPointer = (from: OwnArticleRequest["from"]): from is { targetElementId: number | null } =>
  typeof from === "object" && "targetElementId" in from;

/** The offset of the first text from an element on. Undefined if the map has none of it. */
function offsetBehind(map: TextMap, element: Element, shown: Element): number | undefined {
  const texts = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT);
  texts.currentNode = element;
  for (let tried = 0; tried < maxTriedTexts;) {
    const node = texts.nextNode();
    if (!(node instanceof Text)) break;
    if (node.data.trim() === "") continue;
    tried++;
    const offset = map.offsetAt(node, 0);
    if (offset !== undefined) return offset;
  }
  return undefined;
}
