import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { decodeTones } from "../../engine/tests/voices/decode-tones.ts";
import { recordSound } from "../../tools/desktop/record-sound.ts";
import type { ToneVoiceId } from "../../tools/extension/pack-tone-voices.ts";
import { expectedIds } from "./harness/expected-ids.ts";
import { idsHeard } from "./harness/ids-heard.ts";
import { missing } from "./harness/requirements.ts";
import { select } from "./harness/select.ts";
import { useExtension } from "./harness/use-extension.ts";

/** The whole path, as a person walks it: real menu, real keys, real popup, and the sound that leaves the machine. */
const skip = missing("chromium") || missing("desktop");

const extension = await useExtension({
  skip,
  headless: false,
  page: "article.html",
  voices: ["en_US-alpha-medium", "en_GB-beta-low", "fr_FR-gamma-medium"],
});
let { chromium, page, watcher } = extension;

beforeEach(async () => {
  if (skip) return;
  await watcher.request("offscreen", "stop");
  await watcher.request("background", "updateSettings", {
    whileLoading: "wait",
    voices: { en: { voiceId: "en_US-alpha-medium", speakerId: 0 }, fr: { voiceId: "fr_FR-gamma-medium", speakerId: 1 } },
  });
  await page.bringToFront();
});

async function choose(language: string, voiceId: ToneVoiceId): Promise<void> {
  const { voices } = (await watcher.request("background", "getSettings")) as { voices: object };
  await watcher.request("background", "updateSettings", { voices: { ...voices, [language]: { voiceId, speakerId: 0 } } });
}

/** Records from before `gesture` until its utterance has ended and been heard. */
async function hear(gesture: () => Promise<unknown>): Promise<ReturnType<typeof decodeTones>> {
  const utterances = (await watcher.utterances()).length;
  const recording = await recordSound();
  await gesture();
  await watcher.waitForEnd(utterances + 1);
  await recording.waitForSilence(300);
  const { samples, sampleRate } = await recording.stop();
  return decodeTones(samples, sampleRate);
}

const menu = (): Promise<void> => chromium.rightClickMenu(page, "Read aloud");
const shortcut = (): Promise<void> => chromium.pressShortcut(page, "alt+shift+s");

test("the context menu: every phoneme of the selection is heard once, in order, without a gap", { skip }, async () => {
  const text = await select(page, "#en", "#en-2");
  const heard = await hear(menu);
  assert.deepEqual(heard.ids, await expectedIds(text, "en", "en_US-alpha-medium"));
  assert.deepEqual(heard.flaws, []);
});

test("the keyboard shortcut", { skip }, async () => {
  const text = await select(page, "#en-2");
  const heard = await hear(shortcut);
  assert.deepEqual(heard.ids, await expectedIds(text, "en", "en_US-alpha-medium"));
  assert.deepEqual(heard.flaws, []);
});

test("the popup's Read button", { skip }, async () => {
  const text = await select(page, "#title");
  const heard = await hear(async () => {
    const popup = await chromium.openPopup(page);
    await popup.locator("#main-action").click();
  });
  assert.deepEqual(idsHeard(heard.symbols), await expectedIds(text, "en", "en_US-alpha-medium"));
});

test("two voices never mix: each sentence is heard in the voice that was chosen for it", { skip }, async () => {
  for (const [voiceId, voiceTag] of [
    ["en_GB-beta-low", 2],
    ["en_US-alpha-medium", 1],
    ["en_GB-beta-low", 2],
  ] as const) {
    await choose("en", voiceId);
    const text = await select(page, "#en-2");
    const heard = await hear(shortcut);
    assert.deepEqual(idsHeard(heard.symbols), await expectedIds(text, "en", voiceId));
    assert.deepEqual([...new Set(heard.symbols.map((symbol) => symbol.voiceTag))], [voiceTag]);
  }
});

test("the voice follows the language of the text, and the speaker is the chosen one", { skip }, async () => {
  const text = await select(page, "#fr");
  const heard = await hear(shortcut);
  assert.deepEqual(idsHeard(heard.symbols), await expectedIds(text, "fr", "fr_FR-gamma-medium"));
  assert.deepEqual([...new Set(heard.symbols.map(({ voiceTag, speaker }) => `${voiceTag} ${speaker}`))], ["3 1"]);
});

test("a new selection replaces what is being read; the stop shortcut silences it", { skip }, async () => {
  await select(page, "#en", "#en-2");
  const recording = await recordSound();
  const before = (await watcher.utterances()).length;
  await shortcut();
  await recording.waitForSound();
  await select(page, "#fr");
  await shortcut();
  const french = await watcher.waitForNarration(
    "the French sentence",
    ({ status, language }) => status === "speaking" && language === "fr",
  );
  assert.equal(french.voice?.voiceId, "fr_FR-gamma-medium");
  await chromium.pressShortcut(page, "alt+shift+q");
  await recording.waitForSilence(500);
  await recording.stop();
  assert.equal((await watcher.utterances()).length, before + 2);
  assert.equal((await watcher.state()).narration.status, "idle");
});

test("pause keeps the place: what follows goes on where it stopped", { skip }, async () => {
  const text = await select(page, "#en", "#en-2");
  const heard = await hear(async () => {
    const recording = await recordSound();
    await shortcut();
    await recording.waitForSound();
    await chromium.pressShortcut(page, "alt+shift+d");
    await watcher.waitForNarration("the pause", ({ status }) => status === "paused");
    await recording.waitForSilence(500);
    await recording.stop();
    await chromium.pressShortcut(page, "alt+shift+d");
  });
  assert.deepEqual(heard.ids, await expectedIds(text, "en", "en_US-alpha-medium"));
  assert.deepEqual(
    heard.flaws.filter(({ kind }) => kind !== "interrupted" && kind !== "gap" && kind !== "length"),
    [],
  );
});

test("killing the service worker in mid-speech changes nothing that is heard, and the next request works", { skip }, async () => {
  const text = await select(page, "#en", "#en-2");
  const heard = await hear(async () => {
    const recording = await recordSound();
    await shortcut();
    await recording.waitForSound();
    await recording.stop();
    await chromium.killServiceWorker();
  });
  assert.deepEqual(heard.ids, await expectedIds(text, "en", "en_US-alpha-medium"));
  assert.deepEqual(heard.flaws, []);

  const title = await select(page, "#title");
  await chromium.killServiceWorker();
  const again = await hear(shortcut);
  assert.deepEqual(idsHeard(again.symbols), await expectedIds(title, "en", "en_US-alpha-medium"));
});

test("reading the same text again synthesises nothing, also after a restart of the browser", { skip }, async () => {
  const text = await select(page, "#en", "#en-2");
  const expected = await expectedIds(text, "en", "en_US-alpha-medium");
  const missesBefore = (await watcher.state()).statistics.clips.misses;
  assert.deepEqual(idsHeard((await hear(shortcut)).symbols), expected);
  const afterSecond = await watcher.waitForState("the lookups to be counted", ({ statistics: { clips } }) => clips.hits > 0 && clips);
  assert.equal(afterSecond.misses, missesBefore);

  ({ chromium, page, watcher } = await extension.restart());
  await select(page, "#en", "#en-2");
  const heard = await hear(shortcut);
  assert.deepEqual(heard.ids, expected);
  assert.deepEqual(heard.flaws, []);
  const { statistics } = await watcher.state();
  assert.deepEqual([statistics.clips.misses, statistics.sessions], [0, []]);
});
