import { UserFacingError } from "../../src/shared/errors.ts";
import type { ParsedSection } from "../document/parsed-document.ts";
import { joinPages } from "./join-pages.ts";
import type { PdfBlock } from "./layout/pdf-block.ts";
import type { PdfDocument } from "./open-pdf.ts";
import type { PdfPage } from "./pdf-page.ts";

/** A document is said to be scanned in part if so many of its pages are pictures, as a share of all. A cover alone is no scan. */
const scannedShare = 0.25;

/**
 * A section for each page, as soon as it is known where its last paragraph ends: what began on a page goes on to its end there. A page that
 * cannot be read ends them: what was read before is given, then its error is thrown. Throws `documentScanned` if all text is in pictures,
 * and at the end `documentPartlyScanned` if much of it is.
 */
export async function* pageSections(
  pdf: Pick<PdfDocument, "pageCount" | "readPages">,
  htmlOf: (block: PdfBlock) => string,
): AsyncGenerator<ParsedSection> {
  let scannedCount = 0;
  const failures: unknown[] = [];
  async function* read(): AsyncGenerator<PdfPage> {
    try {
      for await (const page of pdf.readPages()) {
        if (page.isScanned) scannedCount++;
        yield page;
      }
    } catch (thrown) {
      // What is open goes before it.
      failures.push(thrown);
    }
  }
  let page = 0;
  let html = "";
  let hasText = false;
  for await (const block of joinPages(read())) {
    for (const begun = block.boxes[0]?.page ?? page; page < begun; page++) {
      yield { content: html };
      html = "";
    }
    html += htmlOf(block);
    hasText ||= html !== "";
  }
  if (hasText) yield { content: html };
  if (failures.length > 0) throw failures[0];
  if (scannedCount > 0 && !hasText) throw new UserFacingError("documentScanned");
  for (page++; page < pdf.pageCount; page++) yield { content: "" };
  if (scannedCount > scannedShare * pdf.pageCount) throw new UserFacingError("documentPartlyScanned");
}
