import "../documents/pdf/with-resolvers.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { corpusBytes, nodeAssets } from "../documents/pdf/open-corpus-file.ts";
import { openPdf } from "../../reader/pdf/open-pdf.ts";
import { PdfError, type PdfProblem } from "../../reader/pdf/pdf-error.ts";

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

async function problemOf(source: Blob | Uint8Array<ArrayBuffer>, password?: string): Promise<PdfProblem | null> {
  try {
    const document = await openPdf(source, { assets: nodeAssets, ...(password === undefined ? {} : { password }) });
    await document.readPage(0);
    await document.close();
    return null;
  } catch (error) {
    assert.ok(error instanceof PdfError, String(error));
    return error.problem;
  }
}

test("each kind of file that is none says what is wrong with it", async () => {
  assert.equal(await problemOf(new Uint8Array()), "empty");
  assert.equal(await problemOf(bytesOf("<!doctype html><p>A page</p>")), "not-a-pdf");
  assert.equal(await problemOf(bytesOf("PK\u0003\u0004 a book")), "not-a-pdf");
  assert.equal(await problemOf(bytesOf("%PDF-1.7\n")), "broken");
  assert.equal(await problemOf(bytesOf("%PDF-1.7\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n")), "broken");
});

test("a file that is too large is not read", async () => {
  const huge = new Blob([bytesOf("%PDF-1.7\n")]);
  Object.defineProperty(huge, "size", { value: 2 ** 31 });
  huge.slice = () => assert.fail("nothing of it is read");
  assert.equal(await problemOf(huge), "too-large");
});

test("a locked file needs its password", async () => {
  const locked = await corpusBytes("qpdf-encrypted");
  assert.equal(await problemOf(locked), "password-needed");
  assert.equal(await problemOf(locked, "wrong"), "wrong-password");
  assert.equal(await problemOf(locked, "open"), null);
});

test("a file that is cut off is read as far as it goes, or said to be broken", async () => {
  const whole = await corpusBytes("groff-article");
  for (let part = 1; part < 12; part += 1) {
    const problem = await problemOf(whole.slice(0, Math.floor((whole.length * part) / 12)));
    assert.ok(problem === null || problem === "broken", `${part} twelfths: ${problem}`);
  }
});

test("files with random damage are read or said to be broken", async () => {
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 48_271) % 0x7fffffff;
    return seed % below;
  };
  const sources = await Promise.all(
    ["drawn-typewriter", "qpdf-object-streams", "chromium-two-columns", "weasyprint-footnotes"].map(corpusBytes),
  );
  const outcomes = new Set<string | null>();
  for (let round = 0; round < 40; round += 1) {
    const bytes = (sources[round % sources.length] ?? new Uint8Array()).slice();
    for (let change = 0; change <= round / 2; change += 1) bytes[random(bytes.length)] = random(256);
    // The signature stays, so that it is pdf.js that meets the rest.
    bytes.set(bytesOf("%PDF-"));
    outcomes.add(await problemOf(bytes));
  }
  assert.deepEqual(
    [...outcomes].filter((outcome) => outcome !== null && outcome !== "broken" && outcome !== "password-needed"),
    [],
  );
});

test("an abort closes the document at once, with the signal's reason", async () => {
  const bytes = await corpusBytes("latex-article");
  const reason = new Error("enough");
  await assert.rejects(openPdf(bytes, { assets: nodeAssets, signal: AbortSignal.abort(reason) }), reason);

  const opening = new AbortController();
  const opened = openPdf(bytes, { assets: nodeAssets, signal: opening.signal });
  opening.abort(reason);
  await assert.rejects(opened, reason);

  const reading = new AbortController();
  const document = await openPdf(bytes, { assets: nodeAssets, signal: reading.signal });
  const page = document.readPage(0);
  reading.abort(reason);
  await assert.rejects(page, reason);
  await assert.rejects(document.readPage(0), reason);
});
