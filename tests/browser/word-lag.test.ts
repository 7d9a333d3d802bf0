import assert from "node:assert/strict";
import { test } from "node:test";
import { recordSound } from "../../tools/desktop/record-sound.ts";
import { packExtension } from "../../tools/extension/pack-extension.ts";
import { hostedToneVoice } from "../../tools/extension/pack-tone-voices.ts";
import { noteWords, slowToneScale, wordsHeard, wordsShown } from "../../tools/extension/word-lag.ts";
import { missing } from "./harness/requirements.ts";
import { select } from "./harness/select.ts";
import { useExtension } from "./harness/use-extension.ts";

/** The word that is shown is the word that is heard. `npm run bench -- words` measures how exactly; here it must be the right one. */
const skip = missing("chromium") || missing("desktop");

const voiceId = "en_US-alpha-medium";
const { chromium, page, watcher } = await useExtension({
  skip,
  headless: false,
  page: "long.html?sentences=1",
  packed: () => packExtension([hostedToneVoice(voiceId, { voiceTag: 1, lengthScale: slowToneScale })]),
  voices: [voiceId],
  settings: { whileLoading: "wait", rate: 2, voices: { en: { voiceId, speakerId: 0 } } },
});

/** Each word is one word of phonemes too. */
const text = "Ten big dogs run fast. Small birds sing well.";
const words = ["Ten", "big", "dogs", "run", "fast", "Small", "birds", "sing", "well"];

/** About half of the shortest word at rate 2, so that no other word can be meant; a busy machine is late. */
const toleranceMs = 250;

test("each word is shown when it is heard", { skip }, async () => {
  await page.bringToFront();
  await page.evaluate((content) => document.querySelector("#long")?.replaceChildren(content), text);
  await noteWords(page);
  await select(page, "#long");
  const recording = await recordSound();
  await chromium.pressShortcut(page, "alt+shift+s");
  await watcher.waitForNarration("the second sentence", ({ sentence }) => sentence?.index === 1);
  await recording.waitForSound();
  await watcher.waitForEnd(1);
  await recording.waitForSilence(500);
  const shown = await wordsShown(page);
  const heard = wordsHeard(recording, 2);
  await recording.stop();
  assert.deepEqual(
    shown.map((word) => word.text),
    words,
  );
  assert.equal(heard.length, words.length);
  const lags = shown.map(({ atMs }, i) => Math.round(atMs - (heard[i] ?? NaN)));
  assert.ok(
    lags.every((lag) => Math.abs(lag) <= toleranceMs),
    `the words were shown ${lags.join(", ")} ms after they were heard`,
  );
});
