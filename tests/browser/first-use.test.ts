import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "puppeteer-core";
import { decodeTones } from "../../engine/tests/voices/decode-tones.ts";
import { expectedIds } from "./expected-ids.ts";
import { launch, type Chromium } from "../../tools/browser/chromium.ts";
import { recordSound } from "../../tools/desktop/record-sound.ts";
import { missing } from "./harness/requirements.ts";
import { servePages, type Pages } from "./harness/serve-pages.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { idsHeard } from "./ids-heard.ts";
import { makeToneExtension, type ToneExtension } from "../../tools/extension/tone-extension.ts";
import { watch, type Watcher } from "../../tools/extension/watcher.ts";

/** A fresh profile: the packaged voice is heard at once, without a network, and hands over to a natural voice when there is one. */
const skip = missing("chromium") || missing("desktop");

let pages: Pages;

before(async () => {
  if (!skip) pages = await servePages();
});

after(() => pages?.close());

async function select(page: Page, selector: string): Promise<string> {
  return page.evaluate((wanted) => {
    const element = document.querySelector(wanted);
    if (!element) throw new Error(`${wanted} is missing`);
    getSelection()?.selectAllChildren(element);
    return getSelection()?.toString() ?? "";
  }, selector);
}

async function withBrowser(options: Parameters<typeof launch>[0], use: (chromium: Chromium, page: Page, watcher: Watcher) => Promise<void>): Promise<void> {
  const chromium = await launch({ headless: false, ...options });
  try {
    const page = await chromium.page(`${pages.origin}/article.html`);
    await use(chromium, page, await watch(chromium, page));
  } finally {
    await chromium.close();
  }
}

test("an empty profile without a network: the instant voice is heard in every language that is asked for", { skip }, async (context) => {
  const offline = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"];
  await withBrowser({ args: offline }, async (chromium, page, watcher) => {
    for (const [index, language] of ["en", "fr", "de", "es", "ru", "zh", "ar", "th", "en"].entries()) {
      await select(page, `#${language}`);
      const recording = await recordSound();
      await chromium.pressShortcut(page, "alt+shift+s");
      const { utteranceId } = await waitFor("an utterance", async () => (await watcher.utterances())[index]);
      const heard = await watcher.waitForNarration("speech", (narration) => narration.status === "speaking" && narration.utteranceId === utteranceId);
      await recording.waitForSound({ aboveDb: -35 });
      assert.deepEqual([heard.voice?.voiceId, heard.language, heard.standIn, heard.error], ["instant", language, null, null]);
      await watcher.request("offscreen", "stop");
      await recording.waitForSilence(100);
      await recording.stop();
      context.diagnostic(`instant voice, ${language}: first sound ${heard.firstSoundMs} ms after the gesture`);
    }
  });
});

test("while a natural voice is loading the instant voice speaks, and gives way between two sentences", { skip }, async (context) => {
  const extension: ToneExtension = await makeToneExtension();
  try {
    await withBrowser({ extensionDir: extension.extensionDir, hostMap: extension.hostMap }, async (chromium, page, watcher) => {
      await watcher.install("en_US-alpha-medium");
      await watcher.request("background", "updateSettings", { voices: { en: { voiceId: "en_US-alpha-medium", speakerId: 0 } }, whileLoading: "instant" });
      // More than the player holds ready, so that not all of it is made before the natural voice is there.
      await page.goto(`${pages.origin}/long.html?sentences=14`);
      await select(page, "#long");
      const recording = await recordSound();
      await chromium.pressShortcut(page, "alt+shift+s");
      await watcher.waitForEnd(1);
      await recording.waitForSilence(300);
      const { samples, sampleRate } = await recording.stop();

      const heard = (await watcher.narrations()).filter(({ sentence }) => sentence !== null);
      assert.deepEqual([heard[0]?.voice?.voiceId, heard[0]?.standIn], ["instant", "loading"]);
      const byTone = heard.filter(({ voice }) => voice?.voiceId === "en_US-alpha-medium");
      assert.deepEqual(heard.slice(-byTone.length), byTone, "the natural voice goes on to the end once it has begun");
      assert.ok(byTone.length > 0 && byTone.every(({ standIn }) => standIn === null));

      // Whole sentences, each once: what follows the instant voice's speech decodes to exactly the sentences that were told.
      const text = [...new Map(byTone.map(({ sentence }) => [sentence?.index, sentence?.text])).values()].join(" ");
      const symbols = decodeTones(samples, sampleRate).symbols.filter(({ voiceTag }) => voiceTag === 1);
      assert.deepEqual(idsHeard(symbols), await expectedIds(text, "en", "en_US-alpha-medium"));
      context.diagnostic(`natural voice not loaded yet: first sound ${heard[0]?.firstSoundMs} ms after the gesture, by the instant voice`);

      await page.goto(`${pages.origin}/article.html`);
      await select(page, "#en");
      await chromium.pressShortcut(page, "alt+shift+s");
      const warm = await watcher.waitForNarration("the second text", ({ sentence }) => sentence?.text.startsWith("The lamp") ?? false);
      assert.deepEqual([warm.voice?.voiceId, warm.standIn], ["en_US-alpha-medium", null]);
      context.diagnostic(`natural voice loaded: first sound ${warm.firstSoundMs} ms after the gesture`);
    });
  } finally {
    await extension.close();
  }
});
