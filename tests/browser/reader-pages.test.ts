import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { waitFor } from "../../tools/wait-for.ts";
import { drawPdf, literal } from "../documents/pdf/make/draw-pdf.ts";
import { press } from "./harness/extension-page.ts";
import { openInReader } from "./harness/open-in-reader.ts";
import { missing } from "./harness/requirements.ts";
import { shownIn } from "./harness/shown-in.ts";
import { useExtension } from "./harness/use-extension.ts";

/** A PDF in the reader, as its pages look: the same document as its flowing text, read and marked where the words stand on the page. */
const skip = missing("chromium");

const { chromium, watcher } = await useExtension({ skip });
let reader: Page;
if (!skip) reader = await chromium.extensionPage("reader/reader.html");

const width = 595;
const height = 842;
/** Courier has letters that are 0.6 of its size wide. */
const size = 12;
const letter = 0.6 * size;

interface Line {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

const lines: readonly Line[] = [
  { text: "The harbour office has a new roof.", x: 80, y: 700 },
  { text: "It was finished in June, after three years of rain.", x: 80, y: 660 },
  { text: "The last paragraph stands here, and it ends with this word.", x: 80, y: 300 },
];
const drawn = ({ text, x, y }: Line): string => `BT /F1 ${size} Tf ${x} ${y} Td ${literal(text)} Tj ET\n`;

/** The rectangles of what is highlighted under a name, as points from the top left corner of a page. */
const marked = (name: string, page: number): Promise<{ text: string; left: number; right: number; top: number; bottom: number }[]> =>
  reader.evaluate(
    (highlight, index, points) => {
      const frame = document.querySelectorAll("#pages .page")[index]?.getBoundingClientRect();
      if (!frame) return [];
      const unit = frame.width / points;
      return Array.from(CSS.highlights.get(highlight) ?? [], (range) => {
        const { left, right, top, bottom } = (range as Range).getBoundingClientRect();
        return {
          text: String(range),
          left: (left - frame.left) / unit,
          right: (right - frame.left) / unit,
          top: (top - frame.top) / unit,
          bottom: (bottom - frame.top) / unit,
        };
      });
    },
    name,
    page,
    width,
  );

const setView = (pdfView: "pages" | "text"): Promise<unknown> =>
  watcher.request("background", "updateSettings", { readerLook: { font: "sans", textSize: 1, width: "medium", theme: "light", pdfView } });

/** How many pages have an image that is not empty. */
const imageCount = (): Promise<number> =>
  reader.evaluate(() => [...document.querySelectorAll("canvas")].filter((canvas) => canvas.width > 0 && canvas.isConnected).length);

/** The darkest point of the image of a page in a rectangle of points, from 0 to 255. */
const darkest = (page: number, [left, top, right, bottom]: readonly [number, number, number, number]): Promise<number | null> =>
  reader.evaluate(
    (index, points, x0, y0, x1, y1) => {
      const canvas = document.querySelectorAll("#pages .page")[index]?.querySelector("canvas");
      const context = canvas?.getContext("2d");
      if (!canvas || !context) return null;
      const unit = canvas.width / points;
      const { data } = context.getImageData(x0 * unit, y0 * unit, (x1 - x0) * unit, (y1 - y0) * unit);
      let least = 255;
      for (let at = 0; at < data.length; at += 4) least = Math.min(least, data[at] ?? 255);
      return least;
    },
    page,
    width,
    left,
    top,
    right,
    bottom,
  );

test("what is heard is marked where it stands in the image of the page, and in the text after a change of the view", { skip }, async () => {
  await setView("pages");
  await openInReader(reader, "roof.pdf", drawPdf([{ content: lines.map(drawn).join("") }]));
  await waitFor("the image", async () => (await imageCount()) === 1);
  await press(reader, "Read", "#tools");
  // The texts are where they stand on the page, and still parts of their paragraphs.
  const utterance = await waitFor("an utterance", async () => (await watcher.utterances()).at(-1));
  assert.equal(utterance.text, lines.map(({ text }) => text).join("\n\n"));
  const seen = new Set<string>();
  await waitFor("marked words on each line", async () => {
    for (const { text, left, right, top, bottom } of await marked("read-aloud-word", 0)) {
      const line = lines.find(({ y }) => Math.abs(height - y - (top + bottom) / 2) < size);
      assert.ok(line, `“${text}” is marked at ${top}`);
      const at = line.text.indexOf(text);
      assert.ok(at >= 0, `“${text}” is marked on the line “${line.text}”`);
      const places = [...line.text.matchAll(new RegExp(`\\b${text}\\b`, "g"))].map(({ index }) => line.x + letter * index);
      assert.ok(
        places.some((x) => Math.abs(left - x) < 4 && Math.abs(right - x - letter * text.length) < 4),
        `“${text}” is marked from ${left} to ${right}, and stands at ${places.join()}`,
      );
      const ink = await darkest(0, [left, top, right, bottom]);
      assert.ok(ink !== null && ink < 100, `there is no ink under “${text}”: ${ink}`);
      seen.add(line.text);
    }
    return seen.size === lines.length;
  });
  // The image is what the file draws: nothing stands between the lines.
  assert.equal(await darkest(0, [80, height - 640, 500, height - 320]), 255);
});

test("the view is changed in mid-reading: reading and mark stay", { skip }, async () => {
  await press(reader, "Read|Continue", "#tools");
  await waitFor("a marked word", async () => (await marked("read-aloud-word", 0)).length > 0);
  const { utteranceId } = await watcher.waitForNarration("speech", ({ status }) => status === "speaking");
  await setView("text");
  await waitFor("the text", () => reader.evaluate(() => document.querySelector("#pages .page") === null));
  assert.equal(await imageCount(), 0);
  await waitFor("the word in the text", async () => (await shownIn(reader)).word !== "");
  await setView("pages");
  await waitFor("the mark on the page", async () => (await marked("read-aloud-sentence", 0)).length > 0);
  const after = (await watcher.narrations()).at(-1);
  assert.equal(after?.utteranceId, utteranceId);
  await watcher.request("offscreen", "stop");
});

test("a double click on a word in the image goes on from it", { skip }, async () => {
  await press(reader, "Read|Continue", "#tools");
  await waitFor("a marked sentence", async () => (await marked("read-aloud-sentence", 0)).length > 0);
  const point = await reader.evaluate(
    (x, y, points) => {
      const frame = document.querySelector("#pages .page")?.getBoundingClientRect();
      if (!frame) throw new Error("there is no page");
      const unit = frame.width / points;
      scrollBy({ top: frame.top + y * unit - innerHeight / 2, behavior: "instant" });
      const top = document.querySelector("#pages .page")?.getBoundingClientRect().top ?? 0;
      return { x: frame.left + x * unit, y: top + y * unit };
    },
    80 + letter * (lines[2]?.text.indexOf("ends") ?? 0) + 2 * letter,
    height - 304,
    width,
  );
  await reader.mouse.click(point.x, point.y, { count: 2 });
  await waitFor("the rest of the sentence", async () => /ends with this word/.test((await shownIn(reader)).sentence));
  await watcher.request("offscreen", "stop");
});

test("of many pages only a few have an image, whatever was scrolled to", { skip }, async () => {
  // At another height on each page, so that it is no running head.
  const y = (page: number): number => 700 - 15 * (page % 30);
  const pages = Array.from({ length: 120 }, (_, at) => ({
    content: drawn({ text: `This is what stands on page ${at + 1}.`, x: 80, y: y(at) }),
  }));
  assert.equal(typeof (await openInReader(reader, "long.pdf", drawPdf(pages))), "object");
  assert.equal(await reader.evaluate(() => document.querySelectorAll("#pages .page").length), 120);
  let most = 0;
  for (let page = 0; page < 120; page += 12) {
    await reader.evaluate((index) => document.querySelectorAll("#pages .page")[index]?.scrollIntoView(), page);
    await waitFor(
      `the image of page ${page}`,
      async () => (await darkest(page, [80, height - y(page) - 10, 300, height - y(page) + 2])) === 0,
    );
    most = Math.max(most, await imageCount());
  }
  assert.ok(most <= 5, `${most} pages had an image`);
});

test("a document says where its texts stand in numbers only, and without pages of its own that changes nothing", { skip }, async () => {
  const opened = await openInReader(
    reader,
    "boxes.html",
    `<p><span data-box="0 1 2 30 4 0 0">One</span> <span data-box="0 1 2 30 4 0 0;x">two</span> <b data-box="url(x)">three</b></p>`,
  );
  assert.ok(typeof opened !== "string", String(opened));
  assert.match(opened.html, /<span data-box="0 1 2 30 4 0 0">One<\/span> <span>two<\/span> <b>three<\/b>/);
  assert.deepEqual(
    await reader.evaluate(() => [
      document.documentElement.dataset.view,
      document.querySelectorAll(".page").length,
      getComputedStyle(document.querySelector("#document [data-box]") ?? document.body).position,
    ]),
    [null, 0, "static"],
  );
});
