import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "puppeteer-core";
import { launchFirefox, type Firefox } from "../../tools/browser/firefox.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { drawPdf, literal } from "../documents/pdf/make/draw-pdf.ts";
import { makeDocx, paragraph } from "./documents/make-docx.ts";
import { makeEpub } from "./documents/make-epub.ts";
import { press, waitForText } from "./harness/extension-page.ts";
import { openInReader } from "./harness/open-in-reader.ts";
import { missing } from "./harness/requirements.ts";
import { shownIn } from "./harness/shown-in.ts";

/** Firefox: documents are opened, read, shown and kept as in Chromium. */
const skip = missing("firefox") || missing("desktop");

let firefox: Firefox;
let reader: Page;

before(async () => {
  if (skip) return;
  firefox = await launchFirefox({ headless: false });
  reader = await firefox.extensionPage("reader/reader.html");
});

after(() => (skip ? undefined : firefox.close()));

const waitForSentence = (wanted: string): Promise<unknown> =>
  waitFor(`“${wanted}” to be shown`, async () => (await shownIn(reader)).sentence.trim() === wanted);

test("a book is read and shown, and goes on where it was stopped when it is opened from the library", { skip }, async () => {
  const book = makeEpub([
    { title: "One", body: "<h1>One</h1><p>The first chapter is short.</p>" },
    { title: "Two", body: "<h1>Two</h1><p>The second chapter ends the book.</p>" },
  ]);
  const shown = await openInReader(reader, "book.epub", book);
  assert.ok(typeof shown !== "string", String(shown));
  await press(reader, "Read", "#tools");
  await waitForSentence("The first chapter is short.");
  await press(reader, "Contents", "#tools");
  await press(reader, "Two", "#outline");
  await waitForSentence("The second chapter ends the book.");
  await press(reader, "Pause", "#tools");
  await waitForText(reader, "#read", "Resume");
  await press(reader, "Open another");
  await waitForText(reader, "#library", "A book");
  await press(reader, "A book", "#library-list");
  await waitForText(reader, "#read", "Continue at");
});

test("a Word document is opened, and a damaged one is refused", { skip }, async () => {
  const docx = makeDocx(paragraph("Le port", "Heading1") + paragraph("Un, deux."));
  const shown = await openInReader(reader, "port.docx", docx);
  assert.ok(typeof shown !== "string", String(shown));
  assert.match(shown.html, /<h1[^>]*>Le port<\/h1><p>Un, deux\.<\/p>/);
  const refusal = await openInReader(reader, "half.docx", docx.subarray(0, 300));
  assert.equal(refusal, "This file is damaged or incomplete and cannot be opened. Download it or save it again.");
});

test("the mark of a word is over its ink in the image of its page", { skip }, async () => {
  const text = "The harbour office has a new roof.";
  // Courier: each letter is 7.2 points wide.
  const [x, y, letter] = [80, 700, 7.2];
  await openInReader(reader, "roof.pdf", drawPdf([{ content: `BT /F1 12 Tf ${x} ${y} Td ${literal(text)} Tj ET\n` }]));
  await press(reader, "Read", "#tools");
  const word = await waitFor("a marked word over an image", () =>
    reader.evaluate(() => {
      const canvas = document.querySelector("#pages canvas");
      const [range] = CSS.highlights.get("read-aloud-word") ?? [];
      if (!(canvas instanceof HTMLCanvasElement) || !(range instanceof Range)) return null;
      const page = canvas.getBoundingClientRect();
      const { left, right, top, bottom } = range.getBoundingClientRect();
      const unit = page.width / 595;
      const pixels = canvas.width / page.width;
      const context = canvas.getContext("2d");
      const data = context?.getImageData(
        (left - page.left) * pixels,
        (top - page.top) * pixels,
        (right - left) * pixels,
        (bottom - top) * pixels,
      ).data;
      return {
        text: range.toString(),
        left: (left - page.left) / unit,
        right: (right - page.left) / unit,
        middle: ((top + bottom) / 2 - page.top) / unit,
        darkest: data ? data.reduce((least, value, at) => (at % 4 === 0 ? Math.min(least, value) : least), 255) : 255,
      };
    }),
  );
  const at = x + letter * text.indexOf(word.text);
  assert.ok(Math.abs(word.left - at) < 4 && Math.abs(word.right - at - letter * word.text.length) < 4, JSON.stringify(word));
  assert.ok(Math.abs(word.middle - (842 - y)) < 8, JSON.stringify(word));
  assert.ok(word.darkest < 100, JSON.stringify(word));
  assert.equal(
    await reader.evaluate(() => getComputedStyle(document.querySelector("#document [data-box]") ?? document.body).position),
    "absolute",
  );
});
