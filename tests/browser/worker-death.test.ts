import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "puppeteer-core";
import { decodeTones } from "../voices/decode-tones.ts";
import { expectedIds } from "./expected-ids.ts";
import { launch, type Chromium } from "./harness/chromium.ts";
import { recordSound } from "./harness/record-sound.ts";
import { missing } from "./harness/requirements.ts";
import { servePages, type Pages } from "./harness/serve-pages.ts";
import { waitFor } from "./harness/wait-for.ts";
import { idsHeard } from "./ids-heard.ts";
import { makeToneExtension, type ToneExtension } from "./tone-extension.ts";
import { watch, type Watcher } from "./watcher.ts";

/** A voice's worker dies while it is needed: nothing is missing in what is heard. */
const skip = missing("chromium") || missing("desktop");

let extension: ToneExtension;
let pages: Pages;
let chromium: Chromium;
let page: Page;
let watcher: Watcher;

before(async () => {
  if (skip) return;
  extension = await makeToneExtension();
  pages = await servePages();
  chromium = await launch({ headless: false, extensionDir: extension.extensionDir, hostMap: extension.hostMap });
  page = await chromium.page(`${pages.origin}/long.html?sentences=18`);
  watcher = await watch(chromium, page);
  await watcher.install("en_US-alpha-medium");
  await watcher.request("background", "updateSettings", { whileLoading: "wait", voices: { en: { voiceId: "en_US-alpha-medium", speakerId: 0 } } });
});

after(async () => {
  await chromium?.close();
  await pages?.close();
  await extension?.close();
});

/** Throws in the voice's worker, where nobody catches it, and resolves when that worker is gone. */
async function crashWorker(): Promise<void> {
  const offscreen = await chromium.offscreenPage();
  // The others are threads of the acoustic model, which wait in wasm and answer nobody.
  const worker = offscreen.workers().find((candidate) => candidate.url().endsWith("engine-worker.js"));
  assert.ok(worker);
  const crash = (): void => void setTimeout(() => {
    throw new Error("a crash on purpose");
  });
  // Not awaited: the answer may die with the worker.
  worker.evaluate(crash).catch(() => undefined);
  await waitFor("the worker to be gone", () => !offscreen.workers().includes(worker));
}

test("a natural voice's worker crashes, and later its session is closed, in mid-speech: every sentence is heard", { skip }, async () => {
  const text = await page.evaluate(() => {
    const element = document.querySelector("#long");
    if (element) getSelection()?.selectAllChildren(element);
    return getSelection()?.toString() ?? "";
  });
  const recording = await recordSound();
  await chromium.pressShortcut(page, "alt+shift+s");
  await recording.waitForSound();
  await crashWorker();
  await watcher.waitForNarration("the fifth sentence", ({ sentence }) => sentence?.index === 4);
  await watcher.request("offscreen", "closeSessions");
  await watcher.waitForEnd(1);
  await recording.waitForSilence(300);
  const { samples, sampleRate } = await recording.stop();
  assert.deepEqual(idsHeard(decodeTones(samples, sampleRate).symbols), await expectedIds(text, "en", "en_US-alpha-medium"));
});

test("sessions are closed while they open and while they speak, in voices of both kinds: the text is read to its end", { skip }, async () => {
  for (const voiceId of ["en_US-alpha-medium", "instant"]) {
    await watcher.request("background", "updateSettings", { voices: { en: { voiceId, speakerId: 0 } }, rate: 3 });
    await watcher.request("offscreen", "clearClips");
    await page.goto(`${pages.origin}/article.html`);
    await page.evaluate(() => {
      const element = document.querySelector("#en");
      if (element) getSelection()?.selectAllChildren(element);
    });
    await watcher.request("offscreen", "closeSessions");
    const before = (await watcher.utterances()).length;
    await chromium.pressShortcut(page, "alt+shift+s");
    const { utteranceId } = await waitFor("the request", async () => (await watcher.utterances())[before]);
    await watcher.waitForNarration("its acceptance", (narration) => narration.utteranceId === utteranceId);
    await watcher.request("offscreen", "closeSessions");
    await watcher.request("offscreen", "closeSessions");
    await watcher.waitForEnd(before + 1);
  }
});
