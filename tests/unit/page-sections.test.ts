import assert from "node:assert/strict";
import { test } from "node:test";
import { escapeHtml } from "../../reader/document/escape-html.ts";
import { openPdf } from "../../reader/pdf/open-pdf.ts";
import { pageSections } from "../../reader/pdf/page-sections.ts";
import { PdfError } from "../../reader/pdf/pdf-error.ts";
import type { PdfPage } from "../../reader/pdf/pdf-page.ts";
import { drawPdf, literal } from "../documents/pdf/make/draw-pdf.ts";
import { firstWordsOf, longPdf } from "../documents/pdf/make/long-pdf.ts";
import { nodeAssets } from "../documents/pdf/open-corpus-file.ts";

const line = (text: string, y: number): string => `BT /F1 12 Tf 60 ${y} Td ${literal(text)} Tj ET\n`;
const paragraph = (...lines: readonly string[]): string => lines.map((text, at) => line(text, 700 - 14 * at)).join("");
const picture = "q 400 0 0 500 60 100 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x40 EI Q";

/** The texts of the sections of a PDF, and the error that ends them. `damaged` is the index of a page that cannot be read. */
async function sectionsOf(contents: readonly string[], damaged = Infinity): Promise<{ texts: string[]; error: unknown }> {
  const document = await openPdf(drawPdf(contents.map((content) => ({ content }))), { assets: nodeAssets });
  async function* readPages(): AsyncGenerator<PdfPage> {
    for await (const page of document.readPages()) {
      if (page.index === damaged) throw new PdfError("broken");
      yield page;
    }
  }
  const texts: string[] = [];
  try {
    for await (const { content } of pageSections({ pageCount: document.pageCount, readPages }, ({ text }) => escapeHtml(text)))
      texts.push(String(content));
    return { texts, error: null };
  } catch (thrown) {
    return { texts, error: thrown };
  } finally {
    await document.close();
  }
}

const open = paragraph(
  "The text of this page goes on after its end, because the",
  "sentence is not finished where the page is, and somebody",
);
const rest = paragraph("turns it to read the end of it. Then it is over.");
const last = paragraph("This is the last page.");

test("each page has a section, and a paragraph that a page parts belongs to the one where it began", async () => {
  const { texts, error } = await sectionsOf([open, rest, last]);
  assert.equal(error, null);
  assert.equal(texts.length, 3);
  assert.match(texts[0] ?? "", /and somebody turns it to read the end of it\. Then it is over\.$/);
  assert.deepEqual(texts.slice(1), ["", "This is the last page."]);
});

test("a page that cannot be read ends them, and nothing before it is lost", async () => {
  const { texts, error } = await sectionsOf([last, open, rest, last], 2);
  assert.ok(error instanceof PdfError);
  assert.equal(texts.length, 2);
  assert.match(texts[1] ?? "", /and somebody$/);
});

test("pages that are pictures are told if all or many of them are, and a cover is not", async () => {
  const codeOf = async (...contents: readonly string[]): Promise<unknown> => (await sectionsOf(contents)).error;
  assert.equal(((await codeOf(picture, picture)) as { code?: string }).code, "documentScanned");
  const { texts, error } = await sectionsOf([last, picture, picture]);
  assert.equal((error as { code?: string } | null)?.code, "documentPartlyScanned");
  assert.deepEqual(texts, ["This is the last page.", "", ""]);
  assert.equal(await codeOf(picture, last, last, last), null);
});

test("the first section of 500 pages is given after a few of them were read", async () => {
  const document = await openPdf(longPdf(500), { assets: nodeAssets });
  assert.equal(document.outline.length, 10);
  let read = 0;
  async function* readPages(): AsyncGenerator<PdfPage> {
    for await (const page of document.readPages()) {
      read++;
      yield page;
    }
  }
  const sections = pageSections({ pageCount: document.pageCount, readPages }, ({ text }) => text);
  const { value } = await sections.next();
  assert.ok(String(value?.content).startsWith(firstWordsOf(1)));
  assert.ok(read <= 2, `${read} pages were read`);
  await sections.return(undefined);
  await document.close();
});
