import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { decodeTones } from "../../engine/tests/voices/decode-tones.ts";
import type { Utterance } from "../../src/shared/protocol.ts";
import { recordSound } from "../../tools/desktop/record-sound.ts";
import { packToneVoices } from "../../tools/extension/pack-tone-voices.ts";
import { watch } from "../../tools/extension/watcher.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { assertHeardInOrder } from "./harness/assert-heard-in-order.ts";
import { expectedIds } from "./harness/expected-ids.ts";
import { missing } from "./harness/requirements.ts";
import { shownIn } from "./harness/shown-in.ts";
import { useChromium } from "./harness/use-chromium.ts";
import { useExtension } from "./harness/use-extension.ts";

/** Pages that grow while they are read, as a person has them read: the real shortcut, pointer and sound. */
const skip = missing("chromium") || missing("desktop");

const voiceId = "en_US-alpha-medium";
const { chromium, page, watcher, origin } = await useExtension({
  skip,
  headless: false,
  page: "growing.html",
  voices: [voiceId],
  settings: { whileLoading: "wait", voices: { en: { voiceId, speakerId: 0 } } },
});

const stories = [
  "A page that grows\n\nThe tide comes in twice a day, and nobody in the village looks up when it does, apart from the children and the dogs.\n\nThe first story ends with a boat.",
  "The bell\n\nThe second story begins with a bell.\n\nIt ends with an old dog in the rain.",
  "The dog\n\nThe third story begins with the dog.\n\nAll of them end by the sea.",
];

async function readWithShortcut(inPage: Page): Promise<Utterance> {
  const before = (await watcher.utterances()).length;
  await inPage.bringToFront();
  await chromium.pressShortcut(inPage, "alt+shift+g");
  return waitFor("an utterance", async () => (await watcher.utterances())[before]);
}

/** Waits until a sentence is shown as it is heard, and resolves to the id of the article that it is drawn in. */
async function storyThatShows(inPage: Page, sentence: string): Promise<string | undefined> {
  await waitFor(`“${sentence}” to be shown`, async () => (await shownIn(inPage)).sentence === sentence, { timeoutMs: 60_000 });
  return inPage.evaluate(() => {
    const [range] = CSS.highlights.get("read-aloud-sentence") ?? [];
    return range instanceof Range ? range.startContainer.parentElement?.closest("article")?.id : undefined;
  });
}

/** The indexes of the sentences that were told of an utterance, each once, and how often its reading ended. */
async function toldOf({ utteranceId }: Utterance): Promise<{ indexes: number[]; ends: number; totals: number[] }> {
  const told = (await watcher.narrations()).filter((narration) => narration.utteranceId === utteranceId);
  const indexes = told.flatMap(({ sentence }) => sentence?.index ?? []);
  return {
    indexes: indexes.filter((index, i) => index !== indexes[i - 1]),
    ends: told.filter(({ status }) => status === "idle").length,
    totals: told.flatMap(({ timeline }) => timeline?.totalSeconds ?? []),
  };
}

test("a page that loads more while it is scrolled along is heard to its end, and shown in what came", { skip }, async () => {
  const recording = await recordSound();
  const utterance = await readWithShortcut(page);
  assert.equal(utterance.text, stories[0]);
  assert.equal(await storyThatShows(page, "The first story ends with a boat."), "story-1");
  assert.equal(await storyThatShows(page, "The second story begins with a bell."), "story-2");
  assert.equal(await storyThatShows(page, "All of them end by the sea."), "story-3");
  await watcher.waitForEndOf(utterance);
  await recording.waitForSilence(300);
  const { samples, sampleRate } = await recording.stop();
  assertHeardInOrder(decodeTones(samples, sampleRate).symbols, await expectedIds(stories.join("\n\n"), "en", voiceId));
  const { indexes, ends, totals } = await toldOf(utterance);
  assert.deepEqual(
    indexes,
    indexes.map((_, i) => i),
  );
  assert.equal(ends, 1);
  assert.ok(Math.max(...totals) > 1.5 * (totals[0] ?? Infinity), `${totals[0]} s became ${Math.max(...totals)} s`);
  await waitFor("the page to be as before", () => page.evaluate(() => CSS.highlights.size === 0));
});

test("what a button brings is read on, also after the background has ended, and a jump leads back over it", { skip }, async () => {
  await page.goto(`${origin}/growing.html?button`);
  const utterance = await readWithShortcut(page);
  await storyThatShows(page, "A page that grows");
  // The background, which asks the page, remembers nothing of the reading.
  await chromium.killServiceWorker();
  const button = await page.waitForSelector("button");
  await button?.click();
  assert.equal(await storyThatShows(page, "The second story begins with a bell."), "story-2");
  await watcher.request("offscreen", "jump", { to: "sentence", by: -2 });
  assert.equal(await storyThatShows(page, "The first story ends with a boat."), "story-1");
  await watcher.request("offscreen", "jump", { to: "offset", offset: stories.slice(0, 2).join("\n\n").length - 2 });
  assert.equal(await storyThatShows(page, "It ends with an old dog in the rain."), "story-2");
  await watcher.waitForEndOf(utterance);
  assert.equal((await watcher.state()).narration.error, null);
});

test("a page that was left meanwhile ends as ever", { skip }, async () => {
  await page.goto(`${origin}/growing.html?button`);
  const utterance = await readWithShortcut(page);
  await storyThatShows(page, "A page that grows");
  await page.goto(`${origin}/article.html`);
  await watcher.waitForEndOf(utterance);
  assert.equal((await toldOf(utterance)).ends, 1);
});

test("a page that grows is not read on while a text waits in the queue", { skip }, async () => {
  await page.goto(`${origin}/growing.html`);
  const utterance = await readWithShortcut(page);
  await storyThatShows(page, "A page that grows");
  const waiting: Utterance = { ...utterance, utteranceId: "waiting", text: "The next text.", passages: [], mayGrow: false };
  const passages = utterance.passages.slice(0, 1).map((passage) => ({ ...passage, start: 0, end: waiting.text.length }));
  await watcher.request("offscreen", "enqueue", { ...waiting, passages });
  await watcher.waitForNarration("the next text", ({ utteranceId, sentence }) => utteranceId === "waiting" && sentence !== null, 60_000);
  const told = (await watcher.narrations()).filter(({ utteranceId }) => utteranceId === utterance.utteranceId);
  assert.equal(told.findLast(({ sentence }) => sentence !== null)?.sentence?.text, "The first story ends with a boat.");
  await watcher.waitForNarration("the end", ({ utteranceId, status }) => utteranceId === "waiting" && status === "idle");
});

test("a page in a private window is read on too", { skip }, async () => {
  // A browser of its own: once allowed there, the extension is loaded anew.
  const other = await useChromium({ packed: packToneVoices, headless: false, page: "growing.html" });
  await other.chromium.allowInPrivateWindows();
  const othersWatcher = await watch(other.chromium, await other.chromium.page(`${other.origin}/article.html`));
  const hidden = await other.chromium.privatePage(`${other.origin}/growing.html`);
  await waitFor("its window to have the focus", () =>
    other.chromium.evaluateInServiceWorker(
      async () => (await chrome.tabs.query({ active: true, lastFocusedWindow: true }))[0]?.incognito === true,
    ),
  );
  await other.chromium.pressShortcut(hidden, "alt+shift+g");
  assert.equal(await storyThatShows(hidden, "All of them end by the sea."), "story-3");
  const [utterance] = await othersWatcher.utterances();
  assert.equal(utterance?.isPrivate, true);
  await othersWatcher.waitForEndOf(utterance);
});
