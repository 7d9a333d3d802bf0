import type { MoreRequest, MoreText } from "../../src/shared/article.ts";
import { readMark } from "../../src/shared/document-marks.ts";
import { outwards } from "../text/dom.ts";
import { mapOf } from "../text/kept-maps.ts";
import { articleManner } from "./article-manner.ts";
import { documentContent } from "./document-content.ts";
import { endInPage } from "./end-in-page.ts";
import { asPageText, type PageText } from "./page-text.ts";
import { gap, readMoreInPage } from "./read-more.ts";
import { isStillOpening, waitForPart } from "./still-opening.ts";
import { textAfter, type MappedText } from "./text-after.ts";
import { textFrom } from "./text-from.ts";

/** Whoever asks does not wait much longer. */
const longestWaitMs = 2_000;

/**
 * Like `readMoreInPage`, for the document that one of the extension's own pages shows: all that is behind the text belongs to it. While the
 * document is still opening it waits for its next part, and answers "coming" if that takes longer.
 */
export async function readMoreOfDocument(request: MoreRequest): Promise<MoreText | "coming" | null> {
  const shown = document.querySelector(`[${readMark}]`);
  if (!shown) return readMoreInPage(request);
  const { mapId, length, limit } = request;
  const endMs = performance.now() + longestWaitMs;
  for (;;) {
    const wasOpening = isStillOpening(shown);
    const text = asPageText(mapOf(mapId));
    if (!text) return null;
    // An answer that came too late was not read.
    text.cutTo(length);
    if (text.text.length !== length || length + gap.length >= limit) return null;
    const more = behind(shown, text, request);
    if (more === "lost") return null;
    if (more) {
      const { map, ...built } = more;
      text.append(gap, map);
      return { gap, ...built };
    }
    if (!wasOpening) return null;
    const leftMs = endMs - performance.now();
    if (leftMs <= 0) return "coming";
    await waitForPart(shown, leftMs);
  }
}

/** What is in the document behind a text. Null if that is nothing; "lost" if the document no longer shows the end of the text. */
function behind(shown: Element, text: PageText, { length, leftOut, limit }: MoreRequest): MappedText | "lost" | null {
  const end = endInPage(text);
  if (!end || !shown.contains(end.place.node)) return "lost";
  const manner = articleManner(documentContent(shown), leftOut, new Set(outwards(end.place.node)));
  const built = textFrom(end.place, manner, limit - length - gap.length);
  return built && textAfter(built, 0);
}
