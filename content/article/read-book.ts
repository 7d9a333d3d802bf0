import type { BookRequest, BookText } from "../../src/shared/article.ts";
import { readMark } from "../../src/shared/document-marks.ts";
import { outwards } from "../text/dom.ts";
import { articleManner } from "./article-manner.ts";
import { chaptersAt } from "./chapter-starts.ts";
import { documentContent } from "./document-content.ts";
import { textFrom } from "./text-from.ts";

/** All text of the document that one of the extension's own pages shows, with its chapters. Null if there is nothing to read. */
export function readBookInPage({ leftOut, limit, chapters }: BookRequest): BookText | null {
  const shown = document.querySelector(`[${readMark}]`);
  if (!shown) return null;
  const built = textFrom({ node: shown, at: "enter" }, articleManner(documentContent(shown), leftOut, new Set(outwards(shown))), limit);
  if (!built) return null;
  const { pieces, ...text } = built;
  const marks = chapters.flatMap(({ title, elementId }) => {
    const element = document.getElementById(elementId);
    return element ? [{ title, element }] : [];
  });
  return { ...text, chapters: chaptersAt(pieces, marks) };
}
