import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { decodeTones } from "../../engine/tests/voices/decode-tones.ts";
import { recordSound, type Recording } from "../../tools/desktop/record-sound.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { missing } from "./harness/requirements.ts";
import { select } from "./harness/select.ts";
import { useExtension } from "./harness/use-extension.ts";

/** The popup in the middle of speech: it tells the truth, its buttons and sliders work, and the sound follows them at once. */
const skip = missing("chromium") || missing("desktop");

const { chromium, page, watcher } = await useExtension({
  skip,
  headless: false,
  page: "long.html?sentences=8",
  voices: ["en_US-alpha-medium"],
  settings: { whileLoading: "wait", voices: { en: { voiceId: "en_US-alpha-medium", speakerId: 0 } } },
});

/** Has the page's text read, and resolves when it is heard. */
async function read(): Promise<Recording> {
  await page.bringToFront();
  await select(page, "#long");
  const recording = await recordSound();
  await chromium.pressShortcut(page, "alt+shift+s");
  await recording.waitForSound();
  return recording;
}

/** Reads the text to its end, and resolves to the seconds from its first sound to its last. */
async function lengthOfReading(): Promise<number> {
  const before = (await watcher.utterances()).length;
  const recording = await read();
  const begin = await recording.waitForSound();
  await watcher.waitForEnd(before + 1);
  const end = await recording.waitForSilence(300);
  await recording.stop();
  return end - begin;
}

/** Moves a slider of the popup as the mouse does. */
async function slide(popup: Page, slider: "#rate" | "#volume", value: number): Promise<void> {
  await popup.waitForSelector(`${slider}:not([disabled])`);
  await popup.evaluate(
    (selector, wanted) => {
      const input = document.querySelector<HTMLInputElement>(selector);
      if (!input) throw new Error(`${selector} is missing`);
      input.value = String(wanted);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    },
    slider,
    value,
  );
}

const textOf = (popup: Page, selector: string): Promise<string> => popup.$eval(selector, (element) => element.textContent ?? "");

/** Loudness of a part of a recording, in decibels of full scale. */
function decibels(recording: Recording, fromSeconds: number, toSeconds: number): number {
  const part = recording.samples().subarray(fromSeconds * 48_000, toSeconds * 48_000);
  return 10 * Math.log10(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length);
}

test("opened in mid-speech it shows the sentence that is heard, and pauses, resumes and stops", { skip }, async () => {
  const recording = await read();
  await watcher.waitForNarration("the second sentence", ({ sentence }) => sentence?.index === 1);
  const popup = await chromium.openPopup(page);
  await popup.waitForSelector("#main-action[data-action=pause]");
  await waitFor("the popup to show the sentence that is heard", async () => {
    const { narration } = await watcher.state();
    return narration.status === "speaking" && (await textOf(popup, "#sentence")) === narration.sentence?.text;
  });
  assert.equal(await textOf(popup, "#status"), "Reading");

  await popup.click("#main-action");
  await popup.waitForSelector("#main-action[data-action=resume]");
  const silent = await recording.waitForSilence(500);
  assert.equal((await watcher.state()).narration.status, "paused");
  await popup.click("#main-action");
  await recording.waitForSound({ sinceSeconds: silent + 0.4 });
  await popup.click("#stop");
  await popup.waitForSelector("#main-action[data-action=read]");
  await recording.waitForSilence(500);
  assert.equal(await textOf(popup, "#status"), "Selected text");
  await popup.close();
  await recording.stop();
});

test("a voice that is chosen in mid-speech is heard from the next sentence on, and the popup says so all the while", { skip }, async () => {
  const recording = await read();
  const before = await watcher.waitForNarration(
    "the first sentence",
    ({ sentence, status }) => status === "speaking" && sentence?.index === 0,
  );
  const popup = await chromium.openPopup(page);
  await popup.waitForSelector("#main-action[data-action=pause]");
  await popup.click("input[value=instant]");
  const after = await watcher.waitForNarration(
    "the instant voice",
    ({ voice, utteranceId }) => utteranceId === before.utteranceId && voice?.voiceId === "instant",
  );
  assert.equal(after.standIn, null);
  await waitFor("the popup to name it", async () => (await textOf(popup, "#heard")).includes("Instant voice"));
  await popup.click("input[value=en_US-alpha-medium]");
  await watcher.waitForNarration(
    "the voice from before",
    ({ voice, sentence }) => voice?.voiceId === "en_US-alpha-medium" && (sentence?.index ?? 0) > (after.sentence?.index ?? 0),
  );
  await popup.click("#stop");
  await popup.close();
  await recording.stop();
  const told = (await watcher.narrations()).filter(({ utteranceId, sentence }) => utteranceId === before.utteranceId && sentence !== null);
  const indexes = told.flatMap(({ sentence }) => (sentence ? [sentence.index] : [])).filter((index, i, all) => index !== all[i - 1]);
  assert.deepEqual(
    indexes,
    indexes.map((_, i) => i),
    "each sentence once, in order",
  );
  assert.ok((after.sentence?.index ?? 9) <= 2, `it was heard in sentence ${after.sentence?.index}`);
});

test("the volume follows the slider while it speaks", { skip }, async (context) => {
  const recording = await read();
  const popup = await chromium.openPopup(page);
  const before = recording.seconds();
  await waitFor("a second at full volume", () => recording.seconds() > before + 1);
  await slide(popup, "#volume", 0.25);
  await waitFor(
    "the setting to be kept",
    async () => ((await watcher.request("background", "getSettings")) as { volume: number }).volume === 0.25,
  );
  const changed = recording.seconds();
  await waitFor("a second at a quarter", () => recording.seconds() > changed + 1.5);
  await slide(popup, "#volume", 1);
  await popup.click("#stop");
  await popup.close();
  const quieter = decibels(recording, changed + 0.5, changed + 1.5) - decibels(recording, before, before + 1);
  await recording.stop();
  context.diagnostic(`a quarter of the volume is ${quieter.toFixed(1)} dB`);
  // A quarter of the amplitude; sentences differ by a little.
  assert.ok(Math.abs(quieter - 20 * Math.log10(0.25)) < 2, `${quieter} dB`);
});

test("the rate follows the slider while it speaks, and the pitch stays", { skip }, async (context) => {
  const usual = await lengthOfReading();
  const utterances = (await watcher.utterances()).length;
  const recording = await read();
  const begin = await recording.waitForSound();
  const popup = await chromium.openPopup(page);
  await slide(popup, "#rate", 2);
  await waitFor(
    "the setting to be kept",
    async () => ((await watcher.request("background", "getSettings")) as { rate: number }).rate === 2,
  );
  const changed = recording.seconds() - begin;
  await popup.close();
  await watcher.waitForEnd(utterances + 1);
  const end = await recording.waitForSilence(300);
  const { samples, sampleRate } = await recording.stop();
  const length = end - begin;
  const expected = changed + (usual - changed) / 2;
  context.diagnostic(
    `rate 2 after ${changed.toFixed(2)} s of ${usual.toFixed(2)} s: ${length.toFixed(2)} s, ${expected.toFixed(2)} s expected`,
  );
  assert.ok(Math.abs(length - expected) < 0.5, `${length} s, not ${expected} s`);

  // Symbols are told apart by the pitch of their tones: at another pitch hardly one would be read, and none in this voice.
  const part = decodeTones(samples.subarray((begin + changed + 0.3) * sampleRate), sampleRate, { symbolSeconds: 0.01 });
  const ours = part.symbols.filter(({ voiceTag }) => voiceTag === 1).length;
  context.diagnostic(`at rate 2, ${ours} of ${part.symbols.length} symbols are read at their own pitch`);
  assert.ok(ours > 0.9 * part.symbols.length && ours > 100, `${ours} of ${part.symbols.length} symbols at their own pitch`);

  const fast = await lengthOfReading();
  assert.ok(Math.abs(usual / fast - 2) < 0.1, `${usual} s became ${fast} s`);
  await watcher.request("background", "updateSettings", { rate: 1 });
});
