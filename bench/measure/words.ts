import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import type { Page } from "puppeteer-core";
import { browserBundle } from "../../engine/build/bundle-options.ts";
import { launch, type Chromium } from "../../tools/browser/chromium.ts";
import { startDesktop } from "../../tools/desktop/desktop.ts";
import { recordSound } from "../../tools/desktop/record-sound.ts";
import { packExtension } from "../../tools/extension/pack-extension.ts";
import { hostedToneVoice } from "../../tools/extension/pack-tone-voices.ts";
import { watch, type Watcher } from "../../tools/extension/watcher.ts";
import { noteWords, slowToneScale, wordsHeard, wordsShown } from "../../tools/extension/word-lag.ts";
import type { Measurement } from "../result.ts";
import { longText } from "../texts.ts";

const voiceId = "en_US-alpha-medium";
const goals = { p50: 20, p95: 60, injectionMs: 50, wordMs: 1, sizeBytes: 25_000 };

/** Each word is one word of phonemes too, so that the words of a recording can be counted. */
const text =
  "Ten big dogs run fast. Small birds sing well. Good men drink warm milk. Cold rain falls down here. Nine tall trees stand still. Old ships sail far.";

/** What a measurement of what the page shows needs. */
interface Setting {
  chromium: Chromium;
  watcher: Watcher;
  page: Page;
}

/**
 * Measures what following along costs and how true it is: the time between a word that is shown and the same word in a recording of the sound
 * device, the work for each word, the injection into a page of 100,000 characters, and the size of the script. Needs Linux with a virtual
 * screen and sound device.
 */
export async function measureWords(): Promise<Measurement[]> {
  if (process.platform !== "linux") return [{ name: "words shown against words heard", value: "not measured on this system" }];
  const desktop = await startDesktop();
  Object.assign(process.env, desktop.environment);
  const extension = await packExtension([hostedToneVoice(voiceId, { voiceTag: 1, lengthScale: slowToneScale })]);
  const server = await servePage();
  const chromium = await launch({ extensionDir: extension.extensionDir, hostMap: extension.hostMap, headless: false });
  try {
    const page = await chromium.page(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const watcher = await watch(chromium, page);
    await watcher.install(voiceId);
    await watcher.request("background", "updateSettings", { whileLoading: "wait", voices: { en: { voiceId, speakerId: 0 } } });
    const setting = { chromium, watcher, page };
    const lags: Measurement[] = [];
    for (const rate of [0.5, 1, 3]) lags.push(...lagMeasurements(`at rate ${rate}`, await lagsOf(setting, rate)));
    lags.push(...lagMeasurements("at rate 1 after a jump and a pause", await lagsAfterJumpAndPause(setting)));
    return [...lags, ...(await costs(setting)), await scriptSize()];
  } finally {
    await chromium.close();
    await extension.close();
    server.close();
    await desktop.stop();
  }
}

async function servePage(): Promise<Server> {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end('<!doctype html><html lang="en"><title>Words</title><p id="text"></p></html>');
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

async function read({ chromium, watcher, page }: Setting, paragraphs: readonly string[], rate: number): Promise<void> {
  await watcher.request("background", "updateSettings", { rate });
  await page.bringToFront();
  await page.evaluate((texts) => {
    const all = texts.map((each) => Object.assign(document.createElement("p"), { textContent: each }));
    document.body.replaceChildren(...all);
    getSelection()?.selectAllChildren(document.body);
  }, paragraphs);
  await chromium.pressShortcut(page, "alt+shift+s");
}

/** The times from hearing each word to seeing it, in milliseconds. */
async function lagsOf(setting: Setting, rate: number): Promise<number[]> {
  const { page, watcher } = setting;
  await noteWords(page);
  const recording = await recordSound();
  await read(setting, [text], rate);
  await watcher.waitForState("speech", ({ narration }) => narration.sentence !== null);
  await watcher.waitForState("the end", ({ narration }) => narration.status === "idle", 120_000);
  await recording.waitForSilence(500);
  const [shown, heard] = [await wordsShown(page), wordsHeard(recording, rate)];
  await recording.stop();
  if (shown.length !== heard.length) throw new Error(`${shown.length} words were shown and ${heard.length} heard`);
  return shown.map(({ atMs }, i) => atMs - (heard[i] ?? Number.NaN));
}

/** The same for the words after a jump, and for those after a pause. */
async function lagsAfterJumpAndPause(setting: Setting): Promise<number[]> {
  const { page, watcher } = setting;
  const sentence = (index: number) =>
    watcher.waitForState(`sentence ${index}`, ({ narration }) => narration.sentence?.index === index && narration.clock !== null, 60_000);
  await read(setting, [text], 1);
  await sentence(1);
  await noteWords(page);
  const recording = await recordSound();
  const offset = text.indexOf("drink");
  await watcher.request("offscreen", "jump", { to: "offset", offset });
  await sentence(3);
  await watcher.request("offscreen", "pause");
  await recording.waitForSilence(1_000);
  await watcher.request("offscreen", "resume");
  await watcher.waitForState("the end", ({ narration }) => narration.status === "idle", 120_000);
  await recording.waitForSilence(500);
  const [shown, heard] = [(await wordsShown(page)).filter(({ text: word }) => text.indexOf(word) >= offset), wordsHeard(recording, 1)];
  await recording.stop();
  // The pause may be in mid-word, whose two parts then count as one symbol or two. Each word is compared with the nearest.
  const wordsAfter = heard.slice(-shown.length);
  return shown.map(({ atMs }) => atMs - nearest(wordsAfter, atMs));
}

function nearest(times: readonly number[], to: number): number {
  return times.reduce((best, time) => (Math.abs(time - to) < Math.abs(best - to) ? time : best), Infinity);
}

function lagMeasurements(when: string, lags: readonly number[]): Measurement[] {
  const sorted = lags.map(Math.abs).toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return [
    {
      name: `word shown minus word heard ${when}, p50 of ${lags.length}`,
      value: `${Math.round(at(0.5))} ms`,
      goal: { text: `≤ ${goals.p50} ms`, reached: at(0.5) <= goals.p50 },
    },
    {
      name: `word shown minus word heard ${when}, p95`,
      value: `${Math.round(at(0.95))} ms`,
      goal: { text: `≤ ${goals.p95} ms`, reached: at(0.95) <= goals.p95 },
    },
  ];
}

/** The scripts' time in a page of 100,000 characters: for the injection, and for each word that is shown. */
async function costs(setting: Setting): Promise<Measurement[]> {
  const { page, watcher } = setting;
  const scriptMs = async (): Promise<number> => 1000 * ((await page.metrics()).ScriptDuration ?? Number.NaN);
  // Without the notes of the lags, which look at every frame.
  await page.reload();
  const idle = await scriptMs();
  await read(setting, longText(100_000).match(/.{1,500}/gs) ?? [], 1);
  await watcher.waitForState("speech", ({ narration }) => narration.sentence !== null);
  const injectionMs = (await scriptMs()) - idle;
  await watcher.request("offscreen", "stop");
  // The same code in the page's own world, where the work for a word can be told from what the player does in each frame.
  await page.evaluate(await bundle());
  const { words, meanMs, p95Ms } = await page.evaluate((count) => globalThis.showWords(count), 500);
  return [
    {
      name: "scripts of the injection into a page of 100,000 characters",
      value: `${Math.round(injectionMs)} ms`,
      goal: { text: `≤ ${goals.injectionMs} ms`, reached: injectionMs <= goals.injectionMs },
    },
    {
      name: `scripts of that page for each word that is shown, mean of ${words} (p95 ${p95Ms.toFixed(2)} ms)`,
      value: `${meanMs.toFixed(2)} ms`,
      goal: { text: `≤ ${goals.wordMs} ms`, reached: meanMs <= goals.wordMs },
    },
  ];
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({ ...browserBundle, entryPoints: ["bench/page/word-work.ts"], write: false });
  return outputFiles[0]?.text ?? "";
}

async function scriptSize(): Promise<Measurement> {
  const sizeBytes = gzipSync(await readFile("dist/chromium/follow.js")).length;
  return {
    name: "script that follows in the page, compressed",
    value: `${(sizeBytes / 1000).toFixed(1)} kB`,
    goal: { text: `≤ ${goals.sizeBytes / 1000} kB`, reached: sizeBytes <= goals.sizeBytes },
  };
}
