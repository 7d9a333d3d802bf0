import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { waitFor } from "../../tools/wait-for.ts";
import { closedPlayer } from "./harness/closed-player.ts";
import { press, waitForText } from "./harness/extension-page.ts";
import { dropDocument } from "./harness/drop-document.ts";
import { openInReader } from "./harness/open-in-reader.ts";
import { readFromPopup } from "./harness/read-from-popup.ts";
import { missing } from "./harness/requirements.ts";
import { select } from "./harness/select.ts";
import { shownIn } from "./harness/shown-in.ts";
import { useExtension } from "./harness/use-extension.ts";

/** The reader: a document is opened in it, and then it is read like any other page. */
const skip = missing("chromium");

const { chromium, watcher } = await useExtension({ skip });
let reader: Page;
if (!skip) reader = await chromium.extensionPage("reader/reader.html");

const text = `The harbour office has a new roof.

It was finished in June, after three years
of rain and of waiting for the money that
had been promised.

The last paragraph is short. It ends here.`;

const shown = (): Promise<string> => reader.evaluate(() => document.querySelector<HTMLElement>("#document")?.innerText ?? "");

const waitForSentence = (wanted: string): Promise<unknown> =>
  waitFor(`“${wanted}” to be shown`, async () => (await shownIn(reader)).sentence.replace(/\s+/g, " ").trim() === wanted);

const stop = (): Promise<unknown> => watcher.request("offscreen", "stop");

test(
  "a text file that is dropped is shown, heard from its own button and highlighted, and nothing else of the page is read",
  { skip },
  async () => {
    await dropDocument(reader, "roof.txt", text);
    await waitForText(reader, "#document", "The harbour office has a new roof.");
    assert.equal(await reader.title(), "roof - Reader");
    const before = (await watcher.utterances()).length;
    await press(reader, "Read", "#tools");
    const utterance = await waitFor("an utterance", async () => (await watcher.utterances())[before]);
    assert.equal(
      utterance.text,
      "The harbour office has a new roof.\n\nIt was finished in June, after three years of rain and of waiting for the money that had been promised.\n\nThe last paragraph is short. It ends here.",
    );
    assert.equal(utterance.source.title, "roof - Reader");
    await waitForSentence("The harbour office has a new roof.");
    await waitForText(reader, "#read", "Pause");
    await waitForSentence("The last paragraph is short.");
    await watcher.waitForEndOf(utterance);
    await waitForText(reader, "#read", "Read");
  },
);

test("a double click goes on from its word, and the button pauses and resumes", { skip }, async () => {
  await press(reader, "Read", "#tools");
  await waitForSentence("The harbour office has a new roof.");
  const place = await reader.evaluate(() => {
    const node = document.querySelector("#document p:last-child")?.lastChild;
    if (!(node instanceof Text)) throw new Error("there is no text");
    const range = new Range();
    range.setStart(node, node.data.indexOf("ends"));
    range.setEnd(node, node.data.indexOf("ends") + 4);
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
  await reader.mouse.click(place.x, place.y, { count: 2 });
  await waitForSentence("It ends here.");
  // Nothing between was heard.
  const heard = (await watcher.narrations()).map(({ sentence }) => sentence?.text);
  assert.equal(heard.lastIndexOf("The last paragraph is short.") < heard.lastIndexOf("The harbour office has a new roof."), true);
  await stop();
});

test("the player of pages is in the page, with its style", { skip }, async () => {
  await press(reader, "Read|Continue", "#tools");
  await watcher.waitForNarration("speech", ({ status }) => status === "speaking");
  await press(reader, "Pause", "#tools");
  await waitForText(reader, "#read", "Resume");
  assert.equal(await (await closedPlayer(reader)).styleOf("panel", "position"), "fixed");
  await stop();
});

test("the popup and a selection read it like any page", { skip }, async () => {
  await reader.evaluate(() => getSelection()?.removeAllRanges());
  const page = await readFromPopup(chromium, watcher, reader);
  assert.ok(typeof page !== "string", String(page));
  assert.match(page.text, /^The harbour office[^]*It ends here\.$/);
  await select(reader, "#document p:last-child");
  const selection = await readFromPopup(chromium, watcher, reader);
  assert.ok(typeof selection !== "string", String(selection));
  assert.equal(selection.text, "The last paragraph is short. It ends here.");
  await stop();
});

test("text that is pasted is opened, and an empty reader says that there is nothing to read", { skip }, async () => {
  await press(reader, "Open another");
  assert.equal(await readFromPopup(chromium, watcher, reader), "There is no text on this page that can be read.");
  await reader.bringToFront();
  await reader.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "A sentence from the clipboard.");
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await waitForText(reader, "#document", "A sentence from the clipboard.");
  await press(reader, "Open another");
  await reader.type("#pasted", "Typed by hand.");
  await press(reader, "Open the text");
  await waitFor("the text", async () => (await shown()) === "Typed by hand.");
});

test("the outline leads to a heading, and the reading follows", { skip }, async () => {
  await openInReader(
    reader,
    "long.md",
    "# First\n\nSome words of the first part.\n\n## Second\n\nThe second part begins here.\n\n# Third\n\nThe third part ends it.",
  );
  await press(reader, "Read", "#tools");
  await waitForSentence("First");
  await press(reader, "Contents", "#tools");
  await press(reader, "Third", "#outline");
  await waitForSentence("Third");
  await stop();
});

test("a text is found in the document, whatever its accents, and Enter leads from place to place", { skip }, async () => {
  await openInReader(reader, "found.md", "# Ecole\n\nUne **éc**ole, deux   écoles.\n\nTrois éco les.");
  const current = (): Promise<string> => reader.evaluate(() => Array.from(CSS.highlights.get("reader-current") ?? [], String).join());
  await reader.type("#search", "école");
  await waitForText(reader, "#search-count", "1 of 3");
  assert.equal(await current(), "Ecole");
  await reader.keyboard.press("Enter");
  await waitForText(reader, "#search-count", "2 of 3");
  assert.equal(await current(), "école");
  await reader.keyboard.press("Enter");
  await reader.keyboard.press("Enter");
  await waitForText(reader, "#search-count", "1 of 3");
  await reader.type("#search", "x");
  await waitForText(reader, "#search-count", "Found 0 times");
});

test("size, line length and colours are as the person chose, also later", { skip }, async () => {
  const look = (): Promise<{ size: string; ground: string }> =>
    reader.evaluate(() => ({
      size: getComputedStyle(document.querySelector("#document") ?? document.body).fontSize,
      ground: getComputedStyle(document.body).backgroundColor,
    }));
  const before = await look();
  await press(reader, "Text and colours", "#tools");
  await reader.click("[name=theme][value=sepia]");
  await reader.focus("#text-size");
  await reader.keyboard.press("End");
  await waitFor("the look", async () => {
    const { size, ground } = await look();
    return ground === "rgb(244, 236, 216)" && parseFloat(size) > 2 * parseFloat(before.size);
  });
  await reader.reload();
  await waitFor("the same look", async () => (await look()).ground === "rgb(244, 236, 216)");
  await watcher.request("background", "updateSettings", {
    readerLook: { font: "sans", textSize: 1, width: "medium", theme: "system", pdfView: "pages" },
  });
  await waitFor("the look of before", async () => (await look()).ground === before.ground);
});
