import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { waitFor } from "../../tools/wait-for.ts";
import { press, waitForText } from "./harness/extension-page.ts";
import { openInReader } from "./harness/open-in-reader.ts";
import { missing } from "./harness/requirements.ts";
import { shownIn } from "./harness/shown-in.ts";
import { useExtension } from "./harness/use-extension.ts";

/** What the reader keeps of what was opened: the file and how far it was read. */
const skip = missing("chromium");

const { chromium, watcher } = await useExtension({ skip });
let reader: Page;
if (!skip) reader = await chromium.extensionPage("reader/reader.html");

const sentences = [
  "The first sentence is here.",
  "The second one follows it.",
  "The third one is longer than the second.",
  "The last one ends it.",
];

const waitForSentence = (wanted: string): Promise<unknown> =>
  waitFor(`“${wanted}” to be shown`, async () => (await shownIn(reader)).sentence.trim() === wanted);

const listed = (): Promise<string[]> =>
  reader.evaluate(() => [...document.querySelectorAll<HTMLElement>("#library-list .name")].map(({ innerText }) => innerText));

test("a document that was stopped is continued where it was, after the reader was opened anew", { skip }, async () => {
  await openInReader(reader, "four.txt", sentences.join("\n\n"));
  await press(reader, "Read", "#tools");
  await waitForSentence("The third one is longer than the second.");
  await watcher.request("offscreen", "stop");
  await waitForText(reader, "#read", "Continue at");
  // The tab shows the same document when it is loaded anew.
  await reader.reload();
  await waitForText(reader, "#document", "The last one ends it.");
  await waitForText(reader, "#read", "Continue at");
  const before = (await watcher.narrations()).length;
  await press(reader, "Continue at", "#tools");
  await waitForSentence("The third one is longer than the second.");
  const heard = (await watcher.narrations()).slice(before).map(({ sentence }) => sentence?.text);
  assert.ok(!heard.includes("The first sentence is here."), "nothing before it was heard");
  await waitForText(reader, "#read", "Read");
  await press(reader, "Open another");
  await waitForText(reader, "#library", "heard to the end");
});

test("of several documents those that were used last are first; each is removed alone, or all of them", { skip }, async () => {
  for (const name of ["one", "two", "three"]) {
    await openInReader(reader, `${name}.txt`, `Text ${name}.`);
    await press(reader, "Open another");
  }
  await waitFor("the list", async () => (await listed()).join() === "three,two,one,four");
  await press(reader, "Remove: two");
  await waitFor("the list", async () => (await listed()).join() === "three,one,four");
  await press(reader, "one", "#library-list");
  await waitForText(reader, "#document", "Text one.");
  await press(reader, "Open another");
  await waitFor("the list", async () => (await listed()).join() === "one,three,four");
  await press(reader, "Remove all");
  await press(reader, "Remove: Opened before");
  await waitFor("nothing to be listed", () => reader.evaluate(() => document.querySelector<HTMLElement>("#library")?.hidden));
});

test("documents are kept as long as the person wishes", { skip }, async () => {
  await openInReader(reader, "kept.txt", "To be kept.");
  await press(reader, "Open another");
  await reader.select("#keeps-documents", "session");
  await waitFor("the choice", async () => {
    const { keepsDocuments } = (await watcher.request("background", "getSettings")) as { keepsDocuments: string };
    return keepsDocuments === "session";
  });
  await reader.reload();
  await waitFor("the choice to be shown", () =>
    reader.evaluate(() => document.querySelector<HTMLSelectElement>("#keeps-documents")?.value === "session"),
  );
  await waitFor("nothing to be listed", () => reader.evaluate(() => document.querySelector<HTMLElement>("#library")?.hidden));
  const left = await reader.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open("reader-library");
        opening.addEventListener("success", () => {
          const count = opening.result.transaction("files").objectStore("files").count();
          count.addEventListener("success", () => {
            opening.result.close();
            resolve(count.result);
          });
        });
      }),
  );
  assert.equal(left, 0);
});

test("deleting everything deletes the library, also while the reader is open", { skip }, async () => {
  await watcher.request("background", "updateSettings", { keepsDocuments: "always" });
  await openInReader(reader, "kept.txt", "To be deleted.");
  await watcher.request("background", "clearEverything");
  assert.equal(await reader.evaluate(async () => (await indexedDB.databases()).some(({ name }) => name === "reader-library")), false);
  await press(reader, "Open another");
  await waitFor("nothing to be listed", () => reader.evaluate(() => document.querySelector<HTMLElement>("#library")?.hidden));
});
