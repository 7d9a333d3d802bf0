import { escapeHtml } from "../document/escape-html.ts";
import { formatPlace } from "../document/text-place.ts";
import { boxStretches, gapBetween, isOnLineOf } from "./box-stretches.ts";
import type { PdfBlock } from "./layout/pdf-block.ts";
import type { TextRange, TextWithBoxes } from "./layout/text-with-boxes.ts";

/**
 * The HTML of a block. What stands on every page is no part of the text. Notes stand beside it, so that they are seen and not read in mid-sentence.
 * With `wholeLines` only lines have places, and not what is in them.
 */
export function htmlOf(block: PdfBlock, wholeLines = false): string {
  const { kind, level, direction, text } = block;
  const shown = withMarks(block, wholeLines);
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
    case "code":
      return `<pre><code>${shown}</code></pre>`;
    case "list-item":
    case "paragraph":
      return `<p${dir}>${shown}</p>`;
  }
}

/** The id of the note with a mark, which may be followed by a stop. */
const noteId = (mark: string): string => `note-${encodeURIComponent(mark.replace(/[.):]+$/, ""))}`;

/**
 * The text with its marks of footnotes raised. Each leads to its note on the same page, and as a link it is known to be a mark. What has a place
 * on a page says so.
 */
function withMarks(block: TextWithBoxes, wholeLines: boolean): string {
  const pieces = placedPieces(block, wholeLines);
  const part = (from: number, to: number): string => placedHtml(block.text, pieces, from, to);
  let html = "";
  let at = 0;
  for (const { start, end } of block.marks) {
    html += `${part(at, start)}<sup><a href="#${noteId(block.text.slice(start, end))}">${part(start, end)}</a></sup>`;
    at = end;
  }
  return html + part(at, block.text.length);
}

interface PlacedPiece extends TextRange {
  readonly place: string;
}

/** The pieces of a text that have a place. The space behind one on a line belongs to it, so that a line is seen without gaps. */
function placedPieces(block: TextWithBoxes, wholeLines: boolean): PlacedPiece[] {
  const stretches = boxStretches(block, wholeLines);
  const ends = new Set(block.marks.map(({ end }) => end));
  return stretches.flatMap((box, index): PlacedPiece[] => {
    const next = stretches[index + 1];
    const piece = { start: box.start, end: box.end, place: formatPlace(box) };
    const hasSpace = next && !ends.has(box.end) && isOnLineOf(box, next) && block.text.slice(box.end, next.start).trim() === "";
    if (!hasSpace || box.end === next.start) return [piece];
    // A text is drawn from the left side of its box on, where a space behind it would be in the way if it goes to the left.
    if (!box.rtl) return [{ ...piece, end: next.start }];
    return [piece, { start: box.end, end: next.start, place: formatPlace(gapBetween(box, next)) }];
  });
}

function placedHtml(text: string, pieces: readonly PlacedPiece[], from: number, to: number): string {
  let html = "";
  let at = from;
  for (const { start, end, place } of pieces) {
    if (start < at || end > to) continue;
    html += `${escapeHtml(text.slice(at, start))}<span data-box="${place}">${escapeHtml(text.slice(start, end))}</span>`;
    at = end;
  }
  return html + escapeHtml(text.slice(at, to));
}
