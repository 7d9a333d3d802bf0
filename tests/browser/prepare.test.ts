import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, type Chromium } from "../../tools/browser/chromium.ts";
import { missing } from "./harness/requirements.ts";
import { servePages, type Pages } from "./harness/serve-pages.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { makeToneExtension, type ToneExtension } from "../../tools/extension/tone-extension.ts";
import { watch } from "../../tools/extension/watcher.ts";

const skip = missing("chromium");

let extension: ToneExtension;
let pages: Pages;
let chromium: Chromium;

before(async () => {
  if (skip) return;
  extension = await makeToneExtension();
  pages = await servePages();
  chromium = await launch({ extensionDir: extension.extensionDir, hostMap: extension.hostMap });
});

after(async () => {
  await chromium?.close();
  await pages?.close();
  await extension?.close();
});

test("the popup, opened over a selection, has its beginning made before Read is pressed, and it is made once", { skip }, async () => {
  const page = await chromium.page(`${pages.origin}/article.html`);
  const watcher = await watch(chromium, page);
  await watcher.install("en_US-alpha-medium");
  // The instant voice would stand in for one that is not open, so whose voice is heard first tells what was prepared.
  await watcher.request("background", "updateSettings", { whileLoading: "instant", voices: { en: { voiceId: "en_US-alpha-medium", speakerId: 0 } } });
  await page.evaluate(() => {
    const element = document.querySelector("#en-2");
    if (element) getSelection()?.selectAllChildren(element);
  });

  const popup = await chromium.openPopup(page);
  const begins = await page.evaluate(() => (document.querySelector("#en-2")?.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 20));
  await waitFor("the first words", () => popup.evaluate((words) => document.querySelector("#sentence.selected")?.textContent?.startsWith(words), begins));
  await waitFor("the beginning to be kept", async () => (await watcher.state()).statistics.clips.count > 0, { timeoutMs: 30_000 });
  assert.deepEqual((await watcher.state()).narration.status, "idle");
  await popup.locator("#main-action").click();
  const first = await watcher.waitForNarration("the first sentence", ({ sentence }) => sentence?.index === 0);
  assert.deepEqual([first.voice?.voiceId, first.standIn], ["en_US-alpha-medium", null]);
  await watcher.waitForEnd(1);
  const sentences = new Set((await watcher.narrations()).flatMap(({ sentence }) => (sentence ? [sentence.index] : [])));
  const { clips } = await waitFor("the statistics", async () => {
    const { statistics } = await watcher.state();
    return statistics.clips.misses >= sentences.size && statistics;
  });
  assert.deepEqual([clips.hits, clips.misses], [0, sentences.size]);
});
