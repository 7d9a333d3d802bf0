import type { ArticleRequest } from "../../src/shared/article.ts";
import type { Selection } from "../../src/shared/selection.ts";
import { maxGrownLength } from "../../src/shared/protocol.ts";
import type { LeftOut } from "../../src/shared/settings.ts";
import { articleManner } from "./article-manner.ts";
import { chaptersByHeadings } from "./chapter-starts.ts";
import { allIn, documentBody, outwards } from "../text/dom.ts";
import { endInPage } from "./end-in-page.ts";
import { keepMap } from "../text/kept-maps.ts";
import { foundContent } from "./main-content.ts";
import { pageText } from "./page-text.ts";
import { placeOfPointer } from "./place-of-pointer.ts";
import type { Manner } from "../text/manner.ts";
import type { Boundary } from "../text/selected-range.ts";
import { textMap } from "../text/text-map.ts";
import type { BuiltText } from "../text/text-builder.ts";
import { textFrom } from "./text-from.ts";

/** The text of the page's article, or of the whole page if it has none or if reading begins outside of it. Null if there is nothing. */
export function readArticleInPage({ from, leftOut, limit, findsChapters }: ArticleRequest): Selection | null {
  const start = from === "start" ? null : placeOfPointer(from.targetElementId);
  const found = articleText(start, leftOut, limit);
  if (!found) return null;
  const { pieces, ...text } = found.built;
  const map = textMap(text.text, pieces);
  const end = endInPage(map)?.place;
  const behind = nodesBehind(end, text.truncated ? maxGrownLength : limit);
  // The rest of a text that is longer than the limit belongs to it.
  const rest = text.truncated && end ? textFrom(end, found.manner, maxGrownLength) : null;
  for (const { node } of rest?.pieces.from(0) ?? []) behind.delete(node);
  const mapId = keepMap(pageText(map, found.isArticle, behind));
  return { mapId, ...text, ...(findsChapters && { chapters: chaptersByHeadings(pieces) }) };
}

/** Like `readArticleInPage`, without keeping the map. */
export function articleText(
  start: Boundary | null,
  leftOut: LeftOut,
  limit: number,
): { built: BuiltText; manner: Manner; isArticle: boolean } | null {
  const body = documentBody(document);
  if (!body) return null;
  const from = start ?? { node: body, at: "enter" };
  const content = foundContent();
  const ofContent = content && (!start || content.has(start.node)) ? articleManner(content, leftOut, new Set(outwards(body))) : null;
  const inContent = ofContent && textFrom(from, ofContent, limit);
  if (ofContent && inContent) return { built: inContent, manner: ofContent, isArticle: true };
  const manner = articleManner(null, leftOut, new Set(outwards(from.node)));
  const built = textFrom(from, manner, limit);
  return built && { built, manner, isArticle: false };
}

/**
 * The nodes that show something behind a place. The rest of the node at the place is not among them. All images are: they may still be
 * loading.
 */
function nodesBehind(place: Boundary | undefined, limit: number): WeakSet<Node> {
  const built = place && textFrom(place, undefined, limit);
  const nodes = new WeakSet<Node>(allIn(document, "img"));
  for (const { node } of built?.pieces.from(0) ?? []) if (node !== place?.node) nodes.add(node);
  return nodes;
}
