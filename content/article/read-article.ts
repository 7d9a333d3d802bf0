import type { ArticleRequest } from "../../src/shared/article.ts";
import type { Selection } from "../../src/shared/selection.ts";
import type { LeftOut } from "../../src/shared/settings.ts";
import { articleManner } from "./article-manner.ts";
import { documentBody, outwards } from "../text/dom.ts";
import { keepMap } from "../text/kept-maps.ts";
import type { Manner } from "../text/manner.ts";
import { mainContent } from "./main-content.ts";
import { placeOfPointer } from "./place-of-pointer.ts";
import type { SelectedRange } from "../text/selected-range.ts";
import type { BuiltText } from "../text/text-builder.ts";
import { textMap } from "../text/text-map.ts";
import { selectedText } from "../text/selected-text.ts";

type Boundary = SelectedRange["start"];

/** The text of the page's article, or of the whole page if it has none or if reading begins outside of it. Null if there is nothing. */
export function readArticleInPage({ from, leftOut, limit }: ArticleRequest): Selection | null {
  const start = from === "start" ? null : placeOfPointer(from.targetElementId);
  const built = articleText(start, leftOut, limit);
  if (!built) return null;
  const { pieces, ...text } = built;
  return { mapId: keepMap(textMap(text.text, pieces)), ...text };
}

/** Like `readArticleInPage`, without keeping the map. */
function articleText(start: Boundary | null, leftOut: LeftOut, limit: number): BuiltText | null {
  const body = documentBody(document);
  if (!body) return null;
  const range: SelectedRange = { start: start ?? { node: body, at: "enter" }, end: { node: body, at: "leave" } };
  const wanted = new Set(outwards(start?.node ?? body));
  const content = foundContent();
  const inContent =
    content && (!start || content.has(start.node)) ? walked(range, articleManner(content, leftOut, new Set(outwards(body))), limit) : null;
  return inContent ?? walked(range, articleManner(null, leftOut, wanted), limit);
}

function foundContent(): Set<Node> | null {
  try {
    return mainContent();
  } catch {
    // The page is too large to search.
    return null;
  }
}

function walked(range: SelectedRange, manner: Manner, limit: number): BuiltText | null {
  try {
    return selectedText([range], limit, manner);
  } catch {
    // Reading would begin in something that is not shown.
    return null;
  }
}
