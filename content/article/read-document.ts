import type { OwnArticle, OwnArticleRequest } from "../../src/shared/article.ts";
import { markRead, readMark } from "../../src/shared/document-marks.ts";
import { maxGrownLength } from "../../src/shared/protocol.ts";
import { outwards } from "../text/dom.ts";
import { keepMap } from "../text/kept-maps.ts";
import type { Boundary } from "../text/selected-range.ts";
import type { BuiltText } from "../text/text-builder.ts";
import { textMap, type TextMap } from "../text/text-map.ts";
import { articleManner } from "./article-manner.ts";
import { documentContent } from "./document-content.ts";
import { pageText } from "./page-text.ts";
import { placeOfPointer } from "./place-of-pointer.ts";
import { readArticleInPage } from "./read-article.ts";
import { gap } from "./read-more.ts";
import { isStillOpening, waitForPart } from "./still-opening.ts";
import { textAfter, type MappedText } from "./text-after.ts";
import { textFrom } from "./text-from.ts";

/** So much of the text before a far place can be gone back to, in UTF-16 units. */
const leadLength = 20_000;
/** A place that is not there yet is waited for no longer. */
const longestWaitMs = 20_000;

/**
 * The text of the document that one of the extension's own pages shows: from its beginning, or from not far before a place that is behind the
 * limit. Of an own page without a document it is the article. Null if there is nothing to read.
 */
export async function readDocumentInPage(request: OwnArticleRequest): Promise<OwnArticle | null> {
  const { from, leftOut, limit } = request;
  const shown = document.querySelector(`[${readMark}]`);
  if (!shown) {
    const article = readArticleInPage({ ...request, from: isPointer(from) ? from : "start" });
    return article && { ...article, startAt: 0 };
  }
  const pointer = isPointer(from) ? placeOfPointer(from.targetElementId) : null;
  let content = documentContent(shown, pointer?.node);

  const build = (start: Boundary, max: number): BuiltText | null =>
    textFrom(start, articleManner(content, leftOut, new Set(outwards(shown))), max);
  const read = (start: Boundary): MappedText | null => {
    const built = build(start, limit);
    return built && textAfter(built, 0);
  };
  const keep = ({ map, ...text }: MappedText, startAt: number): OwnArticle => ({
    mapId: keepMap(pageText(map, true, new WeakSet())),
    ...text,
    startAt,
  });
  /** Keeps a text that begins at `start` in the whole text. Reading begins at `startAt` in it. */
  const keepPart = (text: MappedText, start: number, startAt: number): OwnArticle => {
    const article = keep(text, startAt);
    // The page knows by it where in its document is read.
    if (article.mapId !== null) markRead(shown, article.mapId, start);
    return article;
  };
  const beginning: Boundary = { node: shown, at: "enter" };
  /** The text from not far before an offset that is behind the limit. Null if the document is shorter. */
  const readAround = (offset: number): OwnArticle | null => {
    const all = build(beginning, Math.min(maxGrownLength, offset + limit));
    if (!all || offset >= all.text.length) return null;
    const part = textAfter(all, Math.max(0, all.text.lastIndexOf(gap, offset - leadLength)));
    const start = all.text.length - (part?.text.length ?? 0);
    return part && keepPart(part, start, offset - start);
  };
  /** Waits for an offset that the document has not got to yet. */
  const waitForText = async (offset: number): Promise<void> => {
    const endMs = performance.now() + longestWaitMs;
    const isThere = (): boolean => (build(beginning, offset + 1)?.truncated ?? false) || !isStillOpening(shown);
    while (!isThere() && performance.now() < endMs) {
      await waitForPart(shown, longestWaitMs);
      content = documentContent(shown);
    }
  };

  const fromPointer = pointer && content.has(pointer.node) ? read(pointer) : null;
  if (fromPointer) return keep(fromPointer, 0);
  const whole = read(beginning);
  if (!whole || from === "start" || isPointer(from)) return whole && keepPart(whole, 0, 0);
  if ("offset" in from) {
    if (from.offset < whole.text.length) return keepPart(whole, 0, from.offset);
    await waitForText(from.offset);
    return readAround(from.offset) ?? keepPart(whole, 0, 0);
  }
  const element = document.getElementById(from.elementId);
  const startAt = element ? offsetBehind(whole.map, element, shown) : 0;
  if (startAt !== undefined || !element) return keepPart(whole, 0, startAt ?? 0);
  // It may be behind the longest text that is read at once.
  const all = whole.truncated ? build(beginning, maxGrownLength) : null;
  const offset = all ? offsetBehind(textMap(all.text, all.pieces), element, shown) : undefined;
  const rest = offset === undefined ? read({ node: element, at: "enter" }) : null;
  return rest ? keep(rest, 0) : ((offset === undefined ? null : readAround(offset)) ?? keepPart(whole, 0, 0));
}

/** A heading of more texts that are all left out is not looked into any further. */
const maxTriedTexts = 20;

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
