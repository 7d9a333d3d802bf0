import type { ArticleRequest } from "../../src/shared/article.ts";
import type { Selection } from "../../src/shared/selection.ts";
import type { LeftOut } from "../../src/shared/settings.ts";
import { articleManner } from "./article-manner.ts";
import { chaptersByHeadings } from "./chapter-starts.ts";
import { allIn, documentBody, outwards } from "../text/dom.ts";
import { endInPage } from "./end-in-page.ts";
import { keepMap } from "../text/kept-maps.ts";
import { foundContent } from "./main-content.ts";
import { pageText } from "./page-text.ts";
import { placeOfPointer } from "./place-of-pointer.ts";
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
  const mapId = keepMap(pageText(map, found.isArticle, nodesBehind(endInPage(map)?.place, limit)));
  return { mapId, ...text, ...(findsChapters && { chapters: chaptersByHeadings(pieces) }) };
}

/** Like `readArticleInPage`, without keeping the map. */
export function articleText(start: Boundary | null, leftOut: LeftOut, limit: number): { built: BuiltText; isArticle: boolean } | null {
  const body = documentBody(document);
  if (!body) return null;
  const from = start ?? { node: body, at: "enter" };
  const content = foundContent();
  const inContent =
    content && (!start || content.has(start.node)) ? textFrom(from, articleManner(content, leftOut, new Set(outwards(body))), limit) : null;
  const built = inContent ?? textFrom(from, articleManner(null, leftOut, new Set(outwards(from.node))), limit);
  return built && { built, isArticle: built === inContent };
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
