import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { assertAllReached, teachNames } from "./harness/all-reached.ts";
import { checkAccessible } from "./harness/check-accessible.ts";
import { press, waitForText } from "./harness/extension-page.ts";
import { openInReader } from "./harness/open-in-reader.ts";
import { missing } from "./harness/requirements.ts";
import { useExtension } from "./harness/use-extension.ts";

/** The reader in every state: for the checker, for the keyboard, light and dark, and in a narrow window. */
const skip = missing("chromium");

const { chromium, watcher } = await useExtension({ skip });
let reader: Page;
if (!skip) {
  reader = await chromium.extensionPage("reader/reader.html");
  await reader.setViewport({ width: 1000, height: 900 });
  await teachNames(reader);
}

const notes =
  "# Notes\n\nSome words, [a link](https://example.com) and a table.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n## More\n\n> A quotation.\n";

test("before anything is opened, and a file that cannot be opened", { skip }, async () => {
  await checkAccessible(reader, "start");
  await assertAllReached(reader, "start");
  await openInReader(reader, "a.doc", Buffer.from("d0cf11e0a1b11ae1", "hex"));
  await checkAccessible(reader, "a failure");
});

test("a document, its contents, its look, and what is found in it", { skip }, async () => {
  await openInReader(reader, "notes.md", notes);
  await checkAccessible(reader, "a document");
  await assertAllReached(reader, "a document");
  await press(reader, "Contents", "#tools");
  await checkAccessible(reader, "contents");
  await reader.keyboard.press("Escape");
  await press(reader, "Text and colours", "#tools");
  await checkAccessible(reader, "look");
  for (const theme of ["light", "sepia", "dark"]) {
    await reader.click(`[name=theme][value=${theme}]`);
    await reader.waitForSelector(`[data-theme=${theme}]`);
    await checkAccessible(reader, theme);
  }
  await reader.click("[name=theme][value=system]");
  await reader.keyboard.press("Escape");
  await reader.type("#search", "words");
  await waitForText(reader, "#search-count", "1 of 1");
  await checkAccessible(reader, "found");
});

test("a document that was stopped, and the library", { skip }, async () => {
  await openInReader(reader, "long.txt", "The first sentence.\n\nThe second sentence.\n\nThe third sentence.");
  await press(reader, "Read", "#tools");
  await watcher.waitForNarration("the second sentence", ({ sentence }) => sentence?.index === 1);
  await watcher.request("offscreen", "stop");
  await waitForText(reader, "#read", "Continue at");
  await checkAccessible(reader, "stopped");
  await press(reader, "Open another");
  await waitForText(reader, "#library", "notes");
  await press(reader, "Remove all");
  await checkAccessible(reader, "library");
  await assertAllReached(reader, "library");
});

test("the window of a person who zooms to 200 %", { skip }, async () => {
  await reader.setViewport({ width: 500, height: 450, deviceScaleFactor: 2 });
  await checkAccessible(reader, "library at 200 %");
  await openInReader(reader, "notes.md", notes);
  await checkAccessible(reader, "a document at 200 %");
});
