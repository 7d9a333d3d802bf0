import { decodeText } from "../document/decode-text.ts";
import { escapeHtml } from "../document/escape-html.ts";
import type { ParsedDocument, SourceFile } from "../document/parsed-document.ts";

/** Nobody wraps lines at a smaller width, in UTF-16 units. */
const minWidth = 40;
/** Longer lines are whole paragraphs. */
const maxWidth = 120;

/**
 * Plain text. Blank lines part its paragraphs. Where lines were wrapped at a width, their ends are none in the text; elsewhere each line is a
 * line of its own.
 */
export function parse({ bytes }: SourceFile): Promise<ParsedDocument> {
  return Promise.resolve({
    title: "",
    language: "",
    sectionCount: 1,
    sections: [{ content: paragraphsOf(decodeText(bytes)) }],
    contents: null,
  });
}

/** The paragraphs of a text as HTML. */
export function paragraphsOf(text: string): string {
  const paragraphs = text
    .trim()
    .replace(/\r\n?|[\u2028\u2029\f\v]/g, "\n")
    .split(/\n[^\S\n]*\n\s*/)
    .map((paragraph) => paragraph.split("\n").map((line) => line.trim()))
    .filter((lines) => lines.some((line) => line !== ""));
  return paragraphs.map((lines) => `<p>${lines.map(escapeHtml).join(isWrapped(lines) ? "\n" : "<br>")}</p>`).join("\n");
}

/**
 * True if the lines end because they were wrapped at a width: the first word of each would have been too long for the line before. The lines of
 * a poem, which begin with capital letters, are none.
 */
function isWrapped(lines: readonly string[]): boolean {
  const width = Math.max(...lines.map(({ length }) => length));
  const rest = lines.slice(1);
  if (width < minWidth || width > maxWidth || rest.every((line) => /^\p{Lu}/u.test(line))) return false;
  return rest.every((line, at) => (lines[at]?.length ?? 0) + 1 + (/^\S*/.exec(line)?.[0].length ?? 0) > width);
}
