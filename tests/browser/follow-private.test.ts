import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import type { Utterance } from "../../src/shared/protocol.ts";
import { packToneVoices } from "../../tools/extension/pack-tone-voices.ts";
import { watch } from "../../tools/extension/watcher.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { readFromPopup } from "./harness/read-from-popup.ts";
import { missing } from "./harness/requirements.ts";
import { select } from "./harness/select.ts";
import { shownIn } from "./harness/shown-in.ts";
import { useChromium } from "./harness/use-chromium.ts";

/** A text of a private window is followed there, and nothing of it is anywhere else. */
const skip = missing("chromium");

const voiceId = "en_US-alpha-medium";
const title = "A very private title";

test("it is shown in its page, and neither kept to go on with, nor in the system's player, nor as sound", { skip }, async () => {
  const { chromium, origin } = await useChromium({ packed: packToneVoices, page: "article.html" });
  // The extension is loaded anew.
  await chromium.allowInPrivateWindows();
  const page = await chromium.page(`${origin}/long.html?sentences=40`);
  const watcher = await watch(chromium, page);
  await watcher.install(voiceId);
  await watcher.request("background", "updateSettings", { voices: { en: { voiceId, speakerId: 0 } }, whileLoading: "wait" });

  const inFront = (isPrivate: boolean): Promise<unknown> =>
    waitFor("its window to have the focus", () =>
      chromium.evaluateInServiceWorker(
        async (expected) => (await chrome.tabs.query({ active: true, lastFocusedWindow: true }))[0]?.incognito === expected,
        isPrivate,
      ),
    );
  /** Has a page read until its third sentence is heard and shown. */
  const readInPart = async (where: Page, isPrivate: boolean): Promise<Utterance> => {
    await where.bringToFront();
    await inFront(isPrivate);
    await where.evaluate((wanted) => (document.title = wanted), title);
    await select(where, "#long");
    const utterance = await readFromPopup(chromium, watcher, where);
    assert.ok(typeof utterance !== "string", String(utterance));
    assert.equal(utterance.isPrivate, isPrivate);
    await watcher.waitForState(
      "the third sentence",
      ({ narration }) => narration.utteranceId === utterance.utteranceId && narration.sentence?.index === 2,
    );
    await waitFor("it to be shown", async () => (await shownIn(where)).sentence === "This is sentence number 3.");
    return utterance;
  };
  /** Whether it was offered to go on where the text was stopped. */
  const isOffered = async ({ utteranceId }: Utterance): Promise<boolean> =>
    (await watcher.narrations()).some((narration) => narration.utteranceId === utteranceId && narration.resume !== null);
  /** What the system is told. It plays in a frame of the offscreen document. */
  const toldToSystem = (): Promise<string> =>
    waitFor("the system's player", () =>
      chromium.evaluateInOffscreen(() => {
        const metadata = document.querySelector("iframe")?.contentWindow?.navigator.mediaSession.metadata;
        return metadata ? `${metadata.title} ${metadata.artist}` : "";
      }),
    );
  const keepsPlaces = (): Promise<boolean> =>
    chromium.evaluateInOffscreen(async () => (await indexedDB.databases()).some(({ name }) => name === "reading-places"));
  const inStorage = (): Promise<string> =>
    chromium.evaluateInServiceWorker(async () =>
      JSON.stringify([await chrome.storage.local.get(null), await chrome.storage.session.get(null)]),
    );
  const { host } = new URL(origin);

  const hidden = await chromium.privatePage(`${origin}/long.html?sentences=40&private`);
  await readInPart(hidden, true);
  assert.doesNotMatch(await toldToSystem(), new RegExp(`${title}|${host}`));
  await watcher.request("background", "enqueuePage");
  const [queued] = await watcher.waitForState("the queue", ({ queue }) => queue.length === 1 && queue);
  assert.equal(queued?.isPrivate, true);
  await watcher.request("offscreen", "stop");
  await waitFor("its page to be as before", () => hidden.evaluate(() => CSS.highlights.size === 0));
  assert.equal(await isOffered(await readInPart(hidden, true)), false, "where it was stopped is not known");
  await watcher.request("offscreen", "stop");
  assert.equal(await keepsPlaces(), false);
  assert.doesNotMatch(await inStorage(), new RegExp(`${title}|sentence number`));
  assert.equal((await watcher.state()).statistics.clips.count, 0);
  await hidden.close();

  // In an ordinary window all of this is there, so it was looked for in the right places.
  await readInPart(page, false);
  assert.match(await toldToSystem(), new RegExp(`${title} ${host}`));
  await watcher.request("offscreen", "stop");
  await waitFor("the place", keepsPlaces);
  assert.equal(await isOffered(await readInPart(page, false)), true);
  await watcher.waitForState("the clips", ({ statistics }) => statistics.clips.count > 0);
});
