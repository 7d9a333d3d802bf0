import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeTones } from "../../engine/tests/voices/decode-tones.ts";
import { findSound } from "../../engine/tests/voices/find-sound.ts";
import { recordSound } from "../../tools/desktop/record-sound.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { engineWorkers } from "./harness/engine-workers.ts";
import { expectedIds } from "./harness/expected-ids.ts";
import { idsHeard } from "./harness/ids-heard.ts";
import { missing } from "./harness/requirements.ts";
import { select } from "./harness/select.ts";
import { useExtension } from "./harness/use-extension.ts";

/** A voice's worker dies while it is needed: nothing is missing in what is heard. */
const skip = missing("chromium") || missing("desktop");

const { chromium, page, watcher, origin } = await useExtension({
  skip,
  headless: false,
  page: "long.html?sentences=18",
  voices: ["en_US-alpha-medium"],
  settings: { whileLoading: "wait", voices: { en: { voiceId: "en_US-alpha-medium", speakerId: 0 } } },
});

/** Throws in the voice's worker, where it is not caught, and resolves when that worker is gone. */
async function crashWorker(): Promise<void> {
  const offscreen = await chromium.offscreenPage();
  const [worker] = await engineWorkers(chromium);
  assert.ok(worker);
  const crash = (): void =>
    void setTimeout(() => {
      throw new Error("a crash on purpose");
    });
  // Not awaited: the answer may die with the worker.
  worker.evaluate(crash).catch(() => undefined);
  await waitFor("the worker to be gone", () => !offscreen.workers().includes(worker));
}

test("a natural voice's worker crashes, and later its session is closed, in mid-speech: every sentence is heard", { skip }, async () => {
  const text = await select(page, "#long");
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

/** Reads the article's first paragraph in a voice that is not open and whose sound is not kept, and resolves to what was recorded; its sessions are closed on the way where `closing`. */
async function hearArticle(
  voiceId: string,
  { closing }: { closing: boolean },
): Promise<{ text: string; samples: Float32Array; sampleRate: number }> {
  await watcher.request("background", "updateSettings", { voices: { en: { voiceId, speakerId: 0 } } });
  await watcher.request("offscreen", "clearClips");
  await page.goto(`${origin}/article.html`);
  const text = await select(page, "#en");
  await watcher.request("offscreen", "closeSessions");
  const before = (await watcher.utterances()).length;
  const recording = await recordSound();
  await chromium.pressShortcut(page, "alt+shift+s");
  const { utteranceId } = await waitFor("the request", async () => (await watcher.utterances())[before]);
  if (closing) {
    await watcher.waitForNarration("its acceptance", (narration) => narration.utteranceId === utteranceId);
    await watcher.request("offscreen", "closeSessions");
    await recording.waitForSound();
    await watcher.request("offscreen", "closeSessions");
  }
  await watcher.waitForEnd(before + 1);
  await recording.waitForSilence(300);
  return { text, ...(await recording.stop()) };
}

/** How long there was sound, gaps and pauses left out. */
function soundingSeconds({ samples, sampleRate }: { samples: Float32Array; sampleRate: number }): number {
  return findSound(samples, sampleRate).reduce((sum, { start, end }) => sum + end - start, 0) / sampleRate;
}

test("sessions are closed while they open and while they speak: all that a natural voice has to say is heard once", { skip }, async () => {
  const { text, samples, sampleRate } = await hearArticle("en_US-alpha-medium", { closing: true });
  assert.deepEqual(idsHeard(decodeTones(samples, sampleRate).symbols), await expectedIds(text, "en", "en_US-alpha-medium"));
});

test("sessions are closed while they open and while they speak: the instant voice is heard as long as undisturbed", { skip }, async () => {
  const undisturbed = soundingSeconds(await hearArticle("instant", { closing: false }));
  const disturbed = soundingSeconds(await hearArticle("instant", { closing: true }));
  assert.ok(undisturbed > 1 && Math.abs(disturbed - undisturbed) < 0.1, `${disturbed} s instead of ${undisturbed} s`);
});
