import { joinPages } from "../../../reader/pdf/join-pages.ts";
import type { PdfBlock } from "../../../reader/pdf/layout/pdf-block.ts";
import type { PdfDocument } from "../../../reader/pdf/open-pdf.ts";

/** Every block of a document, with paragraphs joined across pages. */
export async function readAll(document: PdfDocument): Promise<PdfBlock[]> {
  const blocks: PdfBlock[] = [];
  for await (const block of joinPages(document.readPages())) blocks.push(block);
  return blocks;
}
