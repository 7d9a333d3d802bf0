import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import type { CacheStatistics, Utterance } from "../../src/shared/protocol.ts";
import { packExtension } from "../../tools/extension/pack-extension.ts";
import { hostedToneVoice } from "../../tools/extension/pack-tone-voices.ts";
import { utteranceOf as anyUtteranceOf } from "../../tools/extension/utterance-of.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { engineWorkers } from "./harness/engine-workers.ts";
import { addLab, openLab, type Lab } from "./harness/lab.ts";
import { missing } from "./harness/requirements.ts";
import { useExtension } from "./harness/use-extension.ts";

/** Sessions in memory, as the statistics and the browser's own list of workers tell of them. */
const skip = missing("chromium");

const [alpha, beta, gamma] = ["en_US-alpha-medium", "en_US-beta-medium", "en_US-gamma-medium"] as const;
const voiceIds = [alpha, beta, gamma];

const extension = await useExtension({
  skip,
  async packed() {
    const packed = await packExtension(voiceIds.map((voiceId, voiceTag) => hostedToneVoice(voiceId, { voiceTag })));
    await addLab(packed.extensionDir);
    return packed;
  },
  voices: voiceIds,
});
let { chromium, watcher } = extension;

const restart = async (before?: (restarted: typeof chromium) => Promise<unknown>): Promise<void> => {
  ({ chromium, watcher } = await extension.restart(before));
};

const sessions = async (): Promise<CacheStatistics["sessions"]> => (await watcher.state()).statistics.sessions;
const openVoices = async (): Promise<string[]> =>
  (await sessions()).filter(({ status }) => status === "open").map(({ voiceId }) => voiceId);

/** Fast and quiet. */
const utteranceOf = (text: string, voiceId: string, changes: Partial<Utterance> = {}): Utterance =>
  anyUtteranceOf(text, voiceId, { rate: 3, volume: 0.1, ...changes });

async function speak(text: string, voiceId: string, isPrivate = false): Promise<void> {
  const utterance = utteranceOf(text, voiceId, { isPrivate });
  await watcher.request("offscreen", "speak", utterance);
  await watcher.waitForEndOf(utterance);
}

test("a session that is still open answers, and is not opened again", { skip }, async (t) => {
  await watcher.request("offscreen", "closeSessions");
  await speak("One.", alpha);
  await speak("Two.", beta);
  const before = (await watcher.narrations()).length;
  const created: string[] = [];
  (await chromium.offscreenPage()).on("workercreated", (worker) => created.push(worker.url()));
  await speak("Three.", alpha);
  assert.deepEqual(created, []);
  const again = (await watcher.narrations()).slice(before).find(({ firstSoundMs }) => firstSoundMs !== null);
  assert.deepEqual(await openVoices(), [beta, alpha]);
  t.diagnostic(
    `back to an earlier voice: ${again?.firstSoundMs} ms; sessions: ${JSON.stringify((await sessions()).map(({ memoryBytes }) => memoryBytes))}`,
  );
});

test("sessions closed in the middle of reading: every sentence is read all the same, by the same voice", { skip }, async () => {
  const sentences = Array.from({ length: 30 }, (_, i) => `This is sentence number ${i} of all that is read to the end here.`);
  const before = (await watcher.narrations()).length;
  const utterance = utteranceOf(sentences.join(" "), gamma);
  await watcher.request("offscreen", "speak", utterance);
  for (const nth of [3, 9]) {
    await watcher.waitForNarration(
      `sentence ${nth}`,
      ({ utteranceId, sentence }) => utteranceId === utterance.utteranceId && (sentence?.index ?? 0) >= nth,
      30_000,
    );
    await watcher.request("offscreen", "closeSessions");
  }
  await watcher.waitForEndOf(utterance);
  const heard = (await watcher.narrations()).slice(before).filter(({ sentence }) => sentence !== null);
  // Within a sentence its status may change; each sentence comes once, and in its turn.
  const indexes = heard.map(({ sentence }) => sentence?.index).filter((index, at, all) => index !== all[at - 1]);
  assert.deepEqual(
    indexes,
    sentences.map((_, i) => i),
  );
  assert.deepEqual([...new Set(heard.map(({ voice, standIn }) => `${voice?.voiceId} ${standIn}`))], [`${gamma} null`]);
});

test("closing frees every worker; one at a time too", { skip }, async () => {
  await watcher.openVoice(alpha);
  await watcher.openVoice(beta);
  await watcher.request("offscreen", "closeSession", { voiceId: alpha });
  await waitFor("alpha to be gone", async () => !(await openVoices()).includes(alpha));
  assert.ok((await openVoices()).includes(beta));
  await watcher.request("offscreen", "closeSessions");
  await waitFor("all to be gone", async () => (await sessions()).length === 0 && (await engineWorkers(chromium)).length === 0);
});

test("nothing of a private window is kept or counted", { skip }, async () => {
  await watcher.request("offscreen", "clearClips");
  await speak("This was said in private.", gamma, true);
  const usesOfGamma = await usesOf(gamma);
  await speak("This was said in private.", gamma, true);
  const { clips } = (await watcher.state()).statistics;
  assert.equal(clips.count, 0);
  assert.equal(await usesOf(gamma), usesOfGamma);
  await speak("This was said in the open.", gamma);
  await watcher.waitForState("a clip", ({ statistics }) => statistics.clips.count === 1);
  assert.equal(await usesOf(gamma), usesOfGamma + 1);
});

async function usesOf(voiceId: string): Promise<number> {
  return chromium.evaluateInOffscreen(
    (key: string) =>
      new Promise<number>((done) => {
        const opening = indexedDB.open("voice-usage");
        opening.onsuccess = () => {
          const asked = opening.result.transaction("counts").objectStore("counts").get(key);
          asked.onsuccess = () => {
            opening.result.close();
            done(Number(asked.result ?? 0));
          };
        };
      }),
    voiceId,
  );
}

test("the clips' database deleted in the middle of reading: speech goes on, and clips are kept again", { skip }, async () => {
  const lab = await openLab(chromium);
  const utterance = utteranceOf(Array.from({ length: 12 }, (_, i) => `Sentence ${i} is read although the disk is wiped.`).join(" "), gamma);
  await watcher.request("offscreen", "speak", utterance);
  await watcher.waitForNarration(
    "the second sentence",
    ({ utteranceId, sentence }) => utteranceId === utterance.utteranceId && (sentence?.index ?? 0) >= 1,
    30_000,
  );
  const outcome = await lab.evaluate(
    () =>
      new Promise((done) => {
        const deletion = indexedDB.deleteDatabase("clips");
        deletion.onsuccess = () => done("deleted");
      }),
  );
  assert.equal(outcome, "deleted");
  await watcher.waitForEndOf(utterance);
  await speak("Something new is kept.", gamma);
  await watcher.waitForState("clips", ({ statistics }) => statistics.clips.count > 0);
  await lab.close();
});

test("piperDebug shows and clears the caches, in the document and in a page", { skip }, async () => {
  await watcher.request("offscreen", "closeSessions");
  await watcher.openVoice(alpha);
  await speak("A clip for the console.", alpha);
  const lab = await openLab(chromium);
  const ask = (where: Page): Promise<unknown> =>
    where.evaluate(async () => {
      const { piperDebug } = globalThis as unknown as Lab;
      const { count, size, sizeFormatted } = await piperDebug.getCacheStats();
      const { quota, usage, percentUsed } = await piperDebug.getStorageStats();
      return {
        sessions: await piperDebug.getSessionCacheStats(),
        hasClips: count > 0 && size > 0 && / [kM]B$/.test(sizeFormatted),
        hasStorage: quota > usage && usage > 0 && percentUsed > 0,
      };
    });
  for (const where of [lab, await chromium.offscreenPage()]) {
    assert.deepEqual(await ask(where), { sessions: { voiceCount: 1, voices: [alpha] }, hasClips: true, hasStorage: true });
  }
  await lab.evaluate((voiceId) => (globalThis as unknown as Lab).piperDebug.preloadModel(voiceId), beta);
  assert.deepEqual(await openVoices(), [alpha, beta]);
  await lab.evaluate(async () => {
    const { piperDebug, clearAudioCache } = globalThis as unknown as Lab;
    await Promise.all([piperDebug.clearSessionCache(), clearAudioCache()]);
  });
  await watcher.waitForState("empty caches", ({ statistics }) => statistics.sessions.length === 0 && statistics.clips.count === 0);
  await lab.close();
});

test("the log tells what the caches do, when it is switched on, and never any of the text", { skip }, async () => {
  const offscreen = await chromium.offscreenPage();
  const said: string[] = [];
  offscreen.on("console", (message) => {
    void Promise.all(message.args().map((arg) => arg.jsonValue())).then((args) => said.push(JSON.stringify(args)));
  });
  await watcher.request("background", "updateSettings", { logging: true });
  await speak("Xylophones quietly jingle.", alpha);
  await speak("Xylophones quietly jingle.", alpha);
  await watcher.request("background", "updateSettings", { logging: false });
  await waitFor("the log", () =>
    ["session created", "sentence synthesised", "sound put into cache", "sound found in cache"].every((event) =>
      said.some((line) => line.includes(event)),
    ),
  );
  assert.ok(said.every((line) => !/xylophones|jingle/i.test(line)));
});

test("the chosen voices are open after the browser starts, without anyone asking", { skip }, async () => {
  const voices = { en: { voiceId: beta, speakerId: 0 }, fr: { voiceId: gamma, speakerId: 0 } };
  await watcher.request("background", "updateSettings", { voices, preload: "chosen" });
  await waitFor("the chosen voices", async () => (await openVoices()).includes(beta) && (await openVoices()).includes(gamma));
  await restart(async (restarted) => {
    // Chromium fires it for extensions that are installed, not for those that its command line loads.
    await restarted.evaluateInServiceWorker(() => (chrome.runtime.onStartup as unknown as { dispatch(): void }).dispatch());
    await waitFor("the offscreen document to open them by itself", async () => (await engineWorkers(restarted)).length === 2);
  });
  assert.deepEqual(new Set(await waitFor("both", async () => (await openVoices()).length === 2 && openVoices())), new Set([beta, gamma]));
});

test("the two voices that were used most are open after the browser starts", { skip }, async () => {
  await watcher.request("background", "updateSettings", { preload: "none", voices: {} });
  for (let i = 0; i < 9; i++) await speak("Yes.", i % 2 === 0 ? alpha : gamma);
  const uses = await Promise.all([alpha, beta, gamma].map(usesOf));
  await watcher.request("background", "updateSettings", { preload: "mostUsed" });
  const most = [alpha, beta, gamma]
    .sort((a, b) => (uses[[alpha, beta, gamma].indexOf(b)] ?? 0) - (uses[[alpha, beta, gamma].indexOf(a)] ?? 0))
    .slice(0, 2);
  await restart();
  const open = await waitFor("both", async () => (await openVoices()).length === 2 && openVoices());
  assert.deepEqual(new Set(open), new Set(most));
});
