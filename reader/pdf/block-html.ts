import { escapeHtml } from "../document/escape-html.ts";
import type { PdfBlock } from "./layout/pdf-block.ts";

/**
 * The HTML of a block. What stands on every page is no part of the text. Notes stand beside it, so that they are seen and not read in mid-sentence.
 */
export function htmlOf({ kind, level, direction, text, marks }: PdfBlock): string {
  const shown = withMarks(text, marks);
  const dir = direction === "rtl" ? ' dir="rtl"' : "";
  switch (kind) {
    case "running-head":
    case "page-number":
      return "";
    case "heading":
      return `<h${level}${dir}>${shown}</h${level}>`;
    case "footnote":
    case "reference":
      return `<aside id="${noteId(/^\S*/.exec(text)?.[0] ?? "")}"${dir}><p>${shown}</p></aside>`;
    case "caption":
      return `<figure${dir}><figcaption>${shown}</figcaption></figure>`;
    case "list-item":
    case "paragraph":
      return `<p${dir}>${shown}</p>`;
  }
}

/** The id of the note with a mark, which may be followed by a stop. */
const noteId = (mark: string): string => `note-${encodeURIComponent(mark.replace(/[.):]+$/, ""))}`;

/** The text with its marks of footnotes raised. Each leads to its note on the same page, and as a link it is known to be a mark. */
function withMarks(text: string, marks: PdfBlock["marks"]): string {
  let html = "";
  let at = 0;
  for (const { start, end } of marks) {
    const mark = text.slice(start, end);
    html += `${escapeHtml(text.slice(at, start))}<sup><a href="#${noteId(mark)}">${escapeHtml(mark)}</a></sup>`;
    at = end;
  }
  return html + escapeHtml(text.slice(at));
}
