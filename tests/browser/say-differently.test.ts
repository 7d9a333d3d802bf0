import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { piperSymbolIds } from "../../engine/phonemes/piper-symbols.ts";
import { decodeTones } from "../../engine/tests/voices/decode-tones.ts";
import type { Settings } from "../../src/shared/settings.ts";
import { recordSound } from "../../tools/desktop/record-sound.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { closedPlayer } from "./harness/closed-player.ts";
import { idsHeard } from "./harness/ids-heard.ts";
import { missing } from "./harness/requirements.ts";
import { select } from "./harness/select.ts";
import { useExtension } from "./harness/use-extension.ts";

/** A word that is heard is put into the dictionary from the player, by phonemes, while the reading goes on. */
const skip = missing("chromium") || missing("desktop");

const sentences = 40;
const { chromium, page, watcher } = await useExtension({
  skip,
  headless: false,
  page: `long.html?sentences=${sentences}`,
  voices: ["en_US-alpha-medium"],
  settings: { whileLoading: "wait", welcomed: true, voices: { en: { voiceId: "en_US-alpha-medium", speakerId: 0 } } },
});

const symbols = [...piperSymbolIds.keys()];

/** What ids stand for, without the marks between them. */
const symbolsOf = (ids: readonly number[]): string => ids.map((id) => (id > 2 ? symbols[id] : "")).join("");

const optionsPage = (): Promise<Page> =>
  waitFor("the settings page", async () => (await chromium.browser.pages()).find((each) => each.url().includes("/options/options.html")));

test("a word is said differently from the next sentence on, and the reading does not stop", { skip }, async () => {
  await page.bringToFront();
  await select(page, "#long");
  const recording = await recordSound();
  await chromium.pressShortcut(page, "alt+shift+s");
  const { utteranceId } = await watcher.waitForNarration("the first sentence", ({ sentence }) => sentence?.index === 0);

  const player = await closedPlayer(page);
  await player.click("more");
  await player.click("differently");
  const options = await optionsPage();
  await options.waitForSelector("#pronunciation-sentence button", { visible: true });
  const form = await options.evaluate(() => ({
    written: document.querySelector<HTMLInputElement>("#pronunciation-written")?.value,
    language: document.querySelector<HTMLSelectElement>("#pronunciation-language")?.value,
    words: Array.from(document.querySelectorAll("#pronunciation-sentence button"), (button) => button.textContent),
  }));
  assert.equal(form.language, "en");
  assert.deepEqual(form.words.slice(0, 4), ["This", "is", "sentence", "number"]);
  assert.ok(form.words.includes(form.written ?? ""), form.written);
  await options.evaluate(() => {
    const [, , word] = document.querySelectorAll<HTMLButtonElement>("#pronunciation-sentence button");
    word?.click();
  });
  await options.select("#pronunciation-notation", "ipa");
  await options.type("#pronunciation-spoken", "ˈaɪ");
  await options.click("#pronunciation-add");
  await waitFor("the word to be saved", async () => {
    const { pronunciations } = (await watcher.request("background", "getSettings")) as Pick<Settings, "pronunciations">;
    return pronunciations.length === 1;
  });
  const { narration } = await watcher.state();
  assert.equal(narration.status, "speaking");
  assert.equal(narration.utteranceId, utteranceId);

  // The sentence that was heard may still say the word as before. The next ones had been made before the word was saved.
  const next = (narration.sentence?.index ?? sentences) + 1;
  await watcher.waitForNarration("three more sentences", ({ sentence }) => (sentence?.index ?? 0) >= next + 2);
  await watcher.request("offscreen", "stop");
  await recording.waitForSilence(300);
  const { samples, sampleRate } = await recording.stop();
  const heard = symbolsOf(idsHeard(decodeTones(samples, sampleRate).symbols));
  const [before = "", ...after] = heard.split("ˈaɪ nˈʌmbɚ");
  assert.ok(before.includes("sˈɛntəns nˈʌmbɚ"), heard);
  assert.ok(after.length > 0, heard);
  assert.ok(!after.join(" ").includes("sˈɛntəns"), heard);
  assert.equal((await watcher.utterances()).length, 1);
});
