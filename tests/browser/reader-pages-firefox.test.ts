import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "puppeteer-core";
import { launchFirefox, type Firefox } from "../../tools/browser/firefox.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { drawPdf, literal } from "../documents/pdf/make/draw-pdf.ts";
import { press } from "./harness/extension-page.ts";
import { openInReader } from "./harness/open-in-reader.ts";
import { missing } from "./harness/requirements.ts";

/** Firefox: a word that is heard is marked where it stands in the image of its page. */
const skip = missing("firefox") || missing("desktop");

let firefox: Firefox;
let reader: Page;

before(async () => {
  if (skip) return;
  firefox = await launchFirefox({ headless: false });
  reader = await firefox.extensionPage("reader/reader.html");
});

after(() => (skip ? undefined : firefox.close()));

test("the mark of a word is over its ink", { skip }, async () => {
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
