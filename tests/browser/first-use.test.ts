import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeTones } from "../../engine/tests/voices/decode-tones.ts";
import { recordSound } from "../../tools/desktop/record-sound.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { expectedIds } from "./harness/expected-ids.ts";
import { idsHeard } from "./harness/ids-heard.ts";
import { missing } from "./harness/requirements.ts";
import { select } from "./harness/select.ts";
import { useExtension } from "./harness/use-extension.ts";

/** A fresh profile: the packaged voice is heard at once, without a network, and hands over to a natural voice when there is one. */
const skip = missing("chromium") || missing("desktop");

test("an empty profile without a network: the instant voice is heard in every language that is asked for", { skip }, async (context) => {
  const offline = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"];
  const { chromium, page, watcher } = await useExtension({ headless: false, page: "article.html", args: offline });
  for (const [index, language] of ["en", "fr", "de", "es", "ru", "zh", "ar", "th", "en"].entries()) {
    await select(page, `#${language}`);
    const recording = await recordSound();
    await chromium.pressShortcut(page, "alt+shift+s");
    const { utteranceId } = await waitFor("an utterance", async () => (await watcher.utterances())[index]);
    const heard = await watcher.waitForNarration(
      "speech",
      (narration) => narration.status === "speaking" && narration.utteranceId === utteranceId,
    );
    await recording.waitForSound({ aboveDb: -35 });
    assert.deepEqual([heard.voice?.voiceId, heard.language, heard.standIn, heard.error], ["instant", language, null, null]);
    await watcher.request("offscreen", "stop");
    await recording.waitForSilence(100);
    await recording.stop();
    context.diagnostic(`instant voice, ${language}: first sound ${heard.firstSoundMs} ms after the gesture`);
  }
});

test("while a natural voice is loading the instant voice speaks, and gives way between two sentences", { skip }, async (context) => {
  const { chromium, page, watcher, origin } = await useExtension({
    headless: false,
    // More than the player holds ready, so that not all of it is made before the natural voice is there.
    page: "long.html?sentences=14",
    voices: ["en_US-alpha-medium"],
    settings: { voices: { en: { voiceId: "en_US-alpha-medium", speakerId: 0 } }, whileLoading: "instant" },
  });
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

  await page.goto(`${origin}/article.html`);
  await select(page, "#en");
  await chromium.pressShortcut(page, "alt+shift+s");
  const warm = await watcher.waitForNarration("the second text", ({ sentence }) => sentence?.text.startsWith("The lamp") ?? false);
  assert.deepEqual([warm.voice?.voiceId, warm.standIn], ["en_US-alpha-medium", null]);
  context.diagnostic(`natural voice loaded: first sound ${warm.firstSoundMs} ms after the gesture`);
});
