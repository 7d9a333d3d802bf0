import { drawPdf, literal, wrap } from "./draw-pdf.ts";

const filler =
  "The harbour office keeps a ledger of every boat that comes in with the tide, and of every boat that does not. " +
  "Nobody reads it in summer, when the quay is full of visitors and the bell is rung for them alone. " +
  "In winter the clerk opens it on the table beside the stove and writes down what the skippers tell. ";

const paragraphs = 6;

/** The first words of a page of `longPdf`, which no other page has. The first page is 1. */
export const firstWordsOf = (page: number): string => `Here begins page number ${page} of the ledger.`;

/** A PDF like a book: so many pages of about 2,000 letters, with a chapter in its table of contents every 50 pages. */
export function longPdf(pageCount: number): Uint8Array<ArrayBuffer> {
  const pages = Array.from({ length: pageCount }, (_, at) => {
    // Not where running heads are, because the pages are much the same.
    let y = 670;
    let content = "";
    for (let paragraph = 0; paragraph < paragraphs; paragraph++) {
      const text = paragraph === 0 ? `${firstWordsOf(at + 1)} ${filler}` : `Entry ${at * paragraphs + paragraph}. ${filler}`;
      for (const line of wrap(text.trim(), 90)) content += `BT /F3 11 Tf 60 ${(y -= 14)} Td ${literal(line)} Tj ET\n`;
      y -= 14;
    }
    return { content };
  });
  const chapters = Array.from({ length: Math.ceil(pageCount / 50) }, (_, at) => ({ title: `Chapter ${at + 1}`, page: 50 * at }));
  return drawPdf(pages, chapters);
}
