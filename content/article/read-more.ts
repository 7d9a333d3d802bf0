import type { MoreRequest, MoreText } from "../../src/shared/article.ts";
import { mapOf } from "../text/kept-maps.ts";
import type { Boundary } from "../text/selected-range.ts";
import type { BuiltText } from "../text/text-builder.ts";
import { endInPage } from "./end-in-page.ts";
import { growthManner, newTexts } from "./growth-manner.ts";
import { foundContent } from "./main-content.ts";
import { asPageText, type PageText } from "./page-text.ts";
import { articleText } from "./read-article.ts";
import { textAfter, type MappedText } from "./text-after.ts";
import { textFrom } from "./text-from.ts";

/** What separates a text from what the page has got behind it. */
export const gap = "\n\n";

/** So much of the end of a text is looked for in a page that made all its nodes anew, in UTF-16 units. */
const soughtLength = 200;

/**
 * What a page has got behind the first `length` units of a text that was read from it. The text's map grows with it. Null if there is
 * nothing, if the map is gone, or if the end of the text is no longer in the page.
 */
export function readMoreInPage({ mapId, length, leftOut, limit }: MoreRequest): MoreText | null {
  const text = asPageText(mapOf(mapId));
  if (!text) return null;
  // An answer that came too late was not read.
  text.cutTo(length);
  if (text.text.length !== length || length + gap.length >= limit) return null;
  const end = endInPage(text);
  const more = end ? behindEnd(text, end, leftOut, limit - length - gap.length) : behindSought(text, leftOut, limit);
  if (!more) return null;
  const { map, ...built } = more;
  text.append(gap, map);
  return { gap, ...built };
}

/** What came since behind a place. `lost` is the end of the text if the page made it anew: that is not read again. */
function behindEnd(
  text: PageText,
  { place, lost }: { place: Boundary; lost: string },
  leftOut: MoreRequest["leftOut"],
  limit: number,
): MappedText | null {
  const read = text.text.slice(0, text.text.length - lost.length);
  const find = (content: Set<Node> | null): BuiltText | null =>
    textFrom(place, growthManner(place.node, text, content, read, leftOut), limit + lost.length);
  // The main content is sought only if anything came at all.
  const built = textFrom(place, newTexts(place.node, text), limit) && find(text.isArticle ? foundContent() : null);
  if (!built) return null;
  const again = lost.trim();
  return textAfter(built, again !== "" && built.text.startsWith(again) ? again.length : 0);
}

/** What is behind the text in a page that made all its nodes anew, as pages do that add to their markup. */
function behindSought({ text }: PageText, leftOut: MoreRequest["leftOut"], limit: number): MappedText | null {
  const built = articleText(null, leftOut, limit)?.built;
  const sought = text.slice(-soughtLength);
  const found = built?.text.indexOf(sought) ?? -1;
  return built && found >= 0 ? textAfter(built, found + sought.length) : null;
}
