import assert from "node:assert/strict";
import { after, test } from "node:test";
import { ALL_FORMATS, BufferSource, Input } from "mediabunny";
import type { Page } from "puppeteer-core";
import type { ExportJob } from "../../offscreen/export/export-job.ts";
import { firstWordsOf, longPdf } from "../documents/pdf/make/long-pdf.ts";
import { checkAccessible } from "./harness/check-accessible.ts";
import { makeEpub } from "./documents/make-epub.ts";
import { dropDocument } from "./harness/drop-document.ts";
import { press, waitForText } from "./harness/extension-page.ts";
import { missing } from "./harness/requirements.ts";
import { openInReader } from "./harness/open-in-reader.ts";
import { useDownloads, type Downloads } from "./harness/use-downloads.ts";
import { useExtension } from "./harness/use-extension.ts";

/** The reader saves its whole document as an audiobook. */
const skip = missing("chromium");

const pageCount = 300;

const { chromium, watcher } = await useExtension({ skip });
let reader: Page;
let downloads: Downloads;
if (!skip) {
  reader = await chromium.extensionPage("reader/reader.html");
  downloads = await useDownloads(reader);
  after(() => downloads.remove());
}

/** A cover, twice as high as wide and larger than it is needed. */
const drawCover = (): Promise<number[]> =>
  reader.evaluate(async () => {
    const canvas = new OffscreenCanvas(1_200, 2_400);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("no canvas");
    context.fillStyle = "teal";
    context.fillRect(0, 0, 1_200, 2_400);
    return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
  });

test("a book becomes an M4B file with all its chapters, its author and its cover", { skip }, async () => {
  const chapters = ["The harbour", "The ship", "The storm"].map((title) => ({
    title,
    body: `<h1>${title}</h1><p>This is told in ${title.toLowerCase()}.</p>`,
  }));
  const book = makeEpub(chapters, { title: "Three tales", author: "Ada Lovelace", cover: Uint8Array.from(await drawCover()) });
  await openInReader(reader, "tales.epub", book);
  await press(reader, "Save as audio", "#tools");
  await reader.waitForSelector("#export-format option[value=m4b]");
  await reader.select("#export-format", "m4b");
  await reader.click("#export-captions");
  await checkAccessible(reader, "save");
  await press(reader, "Save the whole document", "#save-panel");
  const made = await watcher.waitForState("the file", ({ exports }) => {
    const [found] = exports;
    assert.notEqual(found?.status, "failed", found?.error?.detail);
    return found?.status === "finished" && found;
  });
  assert.equal(made.title, "Three tales");
  await waitForText(reader, "#exports", "M4B");
  await checkAccessible(reader, "saved");
  await press(reader, "Save: ", "#exports");
  const file = await downloads.take("Three tales.m4b");
  const captions = (await downloads.take("Three tales.vtt")).toString();
  const said = captions.replace(/<[^>]+>/g, "").match(/^[A-Z].*[a-z.]$/gm);
  assert.deepEqual(
    said,
    chapters.flatMap(({ title }) => [title, `This is told in ${title.toLowerCase()}.`]),
  );
  const input = new Input({ source: new BufferSource(Uint8Array.from(file)), formats: ALL_FORMATS });
  assert.ok(Math.abs((await input.computeDuration()) - made.madeSeconds) < 0.2);
  const tags = await input.getMetadataTags();
  assert.deepEqual([tags.title, tags.artist], ["Three tales", "Ada Lovelace"]);
  const size = await reader.evaluate(
    async (bytes) => {
      const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/jpeg" }));
      return [image.width, image.height];
    },
    [...(tags.images?.[0]?.data ?? [])],
  );
  assert.deepEqual(size, [400, 800]);
  const list = file.subarray(file.indexOf("chpl"), file.indexOf("chpl") + 100).toString("latin1");
  assert.deepEqual(list.match(/The \w+/g), ["The harbour", "The ship", "The storm"]);
});

test("a PDF of more than 500,000 letters that is still being opened is saved whole, with its first page as cover", { skip }, async () => {
  const before = (await watcher.state()).exports.length;
  // The panel is open still. The button is pressed as soon as the document begins to be shown.
  await reader.evaluate(() => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector("[data-still-opening]")) return;
      observer.disconnect();
      document.querySelector<HTMLElement>("#save-panel .export-what button")?.click();
      document.body.dataset.waited = document.querySelector<HTMLElement>("#save-panel [role=status]")?.innerText ?? "";
    });
    observer.observe(document.body, { subtree: true, attributeFilter: ["data-still-opening"] });
  });
  await dropDocument(reader, "ledger.pdf", longPdf(pageCount));
  const { exportId, status } = await watcher.waitForState("the export", ({ exports }) => exports[before], 120_000);
  assert.notEqual(status, "failed");
  assert.match(await reader.evaluate(() => document.body.dataset.waited ?? ""), /^Waits until all of the document is there/);
  const { parts, cover } = await reader.evaluate(async (folder) => {
    const exports = await (await navigator.storage.getDirectory()).getDirectoryHandle("exports");
    const record = await (await (await exports.getDirectoryHandle(folder)).getFileHandle("export.json")).getFile();
    return JSON.parse(await record.text()) as ExportJob;
  }, exportId);
  const texts = parts.map(({ utterance }) => utterance.text);
  assert.ok(texts.join("").length > 500_000);
  assert.deepEqual(
    Array.from(texts.join("").matchAll(/Here begins page number (\d+) of/g), ([, page]) => Number(page)),
    Array.from({ length: pageCount }, (_, at) => at + 1),
  );
  assert.deepEqual(
    parts.map(({ chapter, utterance }) => [chapter, utterance.text.slice(0, firstWordsOf(1).length)]),
    [1, 51, 101, 151, 201, 251].map((page, at) => [`Chapter ${at + 1}`, firstWordsOf(page).slice(0, firstWordsOf(1).length)]),
  );
  assert.ok((cover?.length ?? 0) > 10_000, "the page has text on it");
  await watcher.request("offscreen", "removeExport", { exportId });
});
