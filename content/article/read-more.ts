import type { MoreRequest, MoreText } from "../../src/shared/article.ts";
import { mapOf } from "../text/kept-maps.ts";
import type { Boundary } from "../text/selected-range.ts";
import type { BuiltText } from "../text/text-builder.ts";
import { textMap, type TextMap } from "../text/text-map.ts";
import { endInPage } from "./end-in-page.ts";
import { growthManner, newTexts } from "./growth-manner.ts";
import { foundContent } from "./main-content.ts";
import { asPageText, type PageText } from "./page-text.ts";
import { articleText } from "./read-article.ts";
import { textFrom } from "./text-from.ts";

/** What separates a text from what the page has got behind it. */
const gap = "\n\n";

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

type More = Omit<MoreText, "gap"> & { map: TextMap };

/** What came since behind a place. `lost` is the end of the text if the page made it anew: that is not read again. */
function behindEnd(
  text: PageText,
  { place, lost }: { place: Boundary; lost: string },
  leftOut: MoreRequest["leftOut"],
  limit: number,
): More | null {
  const read = text.text.slice(0, text.text.length - lost.length);
  const find = (content: Set<Node> | null): BuiltText | null =>
    textFrom(place, growthManner(place.node, text, content, read, leftOut), limit + lost.length);
  // The main content is sought only if anything came at all.
  const built = textFrom(place, newTexts(place.node, text), limit) && find(text.isArticle ? foundContent() : null);
  if (!built) return null;
  const again = lost.trim();
  return after(built, again !== "" && built.text.startsWith(again) ? again.length : 0);
}

/** What is behind the text in a page that made all its nodes anew, as pages do that add to their markup. */
function behindSought({ text }: PageText, leftOut: MoreRequest["leftOut"], limit: number): More | null {
  const built = articleText(null, leftOut, limit)?.built;
  const sought = text.slice(-soughtLength);
  const found = built?.text.indexOf(sought) ?? -1;
  return built && found >= 0 ? after(built, found + sought.length) : null;
}

/** A text and its map without the first `start` units and the gap behind them. Null if nothing is left. */
function after({ pieces, ...built }: BuiltText, start: number): More | null {
  const left = built.text.slice(start);
  const from = start + left.length - left.trimStart().length;
  const text = built.text.slice(from);
  if (text === "") return null;
  const whole = textMap(built.text, pieces);
  return {
    text,
    truncated: built.truncated,
    ranges: built.ranges.filter(({ end }) => end > from).map((range) => movedBack(range, from)),
    quotes: (built.quotes ?? []).filter(({ end }) => end > from).map((quote) => movedBack(quote, from)),
    map: {
      text,
      rangesOf: (first, last) => whole.rangesOf(first + from, last + from),
      offsetAt(node, offset) {
        const found = whole.offsetAt(node, offset);
        return found !== undefined && found >= from ? found - from : undefined;
      },
    },
  };
}

const movedBack = <T extends { start: number; end: number }>(part: T, units: number): T => ({
  ...part,
  start: Math.max(0, part.start - units),
  end: part.end - units,
});
