import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { waitFor } from "../../tools/wait-for.ts";
import { firstWordsOf, longPdf } from "../documents/pdf/make/long-pdf.ts";
import { dropDocument } from "./harness/drop-document.ts";
import { press, waitForText } from "./harness/extension-page.ts";
import { missing } from "./harness/requirements.ts";
import { useExtension } from "./harness/use-extension.ts";

/** A long document in the reader: it is read while it is still being opened, and to its end. */
const skip = missing("chromium");

const { chromium, watcher } = await useExtension({ skip });
let reader: Page;
if (!skip) reader = await chromium.extensionPage("reader/reader.html");

const pageCount = 500;
const book = longPdf(pageCount);

const sectionCount = (): Promise<number> => reader.evaluate(() => document.querySelectorAll("#document > section").length);
const isStillOpening = (): Promise<boolean> => reader.evaluate(() => document.querySelector("[data-still-opening]") !== null);
const waitForFirstPage = (): Promise<unknown> =>
  waitFor("the first page", () =>
    reader.evaluate((words) => document.querySelector("#document > section")?.textContent?.includes(words), firstWordsOf(1)),
  );
const waitForAll = (): Promise<unknown> => waitFor("all pages", async () => !(await isStillOpening()), { timeoutMs: 120_000 });
/** Waits for a sentence that is told after the first `from` narrations. */
const waitForSentence = (what: string, isWanted: (text: string, start: number) => boolean, from = 0): Promise<unknown> =>
  waitFor(what, async () =>
    (await watcher.narrations()).slice(from).some(({ sentence }) => sentence !== null && isWanted(sentence.text, sentence.start)),
  );

test("another document that is opened meanwhile ends the opening of a long one, and a damaged one does not", { skip }, async () => {
  await dropDocument(reader, "book.pdf", book);
  await waitForFirstPage();
  await dropDocument(reader, "broken.pdf", book.subarray(0, 20));
  await waitForText(reader, "#failure", "damaged");
  const count = await sectionCount();
  await waitFor("more pages", async () => (await sectionCount()) > count);
  assert.equal(await isStillOpening(), true);
  await press(reader, "Contents", "#tools");
  await press(reader, "Chapter 10", "#outline");
  await waitForText(reader, "#opening-progress", "Waiting for “Chapter 10”. Page ");
  await dropDocument(reader, "short.txt", "A short text.");
  await waitForText(reader, "#document", "A short text.");
  await waitFor("the end of the opening", async () => !(await isStillOpening()) && reader.workers().length === 0);
  assert.equal(await sectionCount(), 1);
});

test("a book is read before all of it is there, on into the pages that come, and beyond 500,000 letters", { skip }, async () => {
  const before = (await watcher.utterances()).length;
  await dropDocument(reader, "book.pdf", book);
  await waitForFirstPage();
  await press(reader, "Read", "#tools");
  const utterance = await waitFor("an utterance", async () => (await watcher.utterances())[before]);
  await waitForSentence("the first sentence", (text) => text === firstWordsOf(1));
  assert.equal(await isStillOpening(), true, "it is heard before all of it is there");
  assert.equal(utterance.truncated, false);
  assert.ok(!utterance.text.includes(firstWordsOf(pageCount)));
  await reader.type("#search", firstWordsOf(pageCount));
  await watcher.request("offscreen", "jump", { to: "offset", offset: utterance.text.length - 20 });
  await waitForSentence("a sentence of a later page", (_, start) => start > utterance.text.length);
  await waitForAll();
  // 500 pages take more than ten hours, also for the player.
  await watcher.waitForNarration("the timeline of all", ({ timeline }) => (timeline?.totalSeconds ?? 0) > 36_000);
  await press(reader, "Contents", "#tools");
  await press(reader, "Chapter 10", "#outline");
  await waitForSentence("the first sentence of the chapter", (text) => text === firstWordsOf(451));
  await waitForText(reader, "#search-count", "1 of 1");
  assert.equal(await sectionCount(), pageCount);
  await press(reader, "Pause", "#tools");
  await waitForText(reader, "#read", "Resume");
});

test(
  "a place that is far behind is gone back to as soon as it is there, and the progress is that in the whole book",
  { skip },
  async () => {
    await watcher.request("offscreen", "stop");
    await reader.reload();
    await waitForText(reader, "#read", "Continue at 90");
    const told = (await watcher.narrations()).length;
    await press(reader, "Continue", "#tools");
    await waitForText(reader, "#opening-progress", "Waiting for the place where you stopped. Page ");
    await waitForSentence("the place", (text) => text === firstWordsOf(451), told);
    await watcher.request("offscreen", "stop");
    await waitForText(reader, "#read", "Continue at 90");
  },
);
