import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { makeToneVoice } from "../voices/tone-voice.ts";
import { launch, type Chromium } from "./harness/chromium.ts";
import { missing } from "./harness/requirements.ts";
import { waitFor } from "./harness/wait-for.ts";
import { addLab, openLab, type Lab } from "./lab.ts";
import { packExtension, type PackedExtension } from "./pack-extension.ts";
import { watch, type Watcher } from "./watcher.ts";

/** As many voices as the catalogue has, opened one after another. */
const skip = missing("chromium");

const voiceIds = Array.from({ length: 124 }, (_, i) => `en_US-v${String(i).padStart(3, "0")}-medium`);
/** Room for five tone voices. */
const budgetBytes = 300e6;

let extension: PackedExtension;
let chromium: Chromium;
let watcher: Watcher;

before(async () => {
  if (skip) return;
  extension = await packExtension(voiceIds.map((voiceId, i) => ({ voiceId, ...makeToneVoice({ voiceTag: i % 16 }), speakers: 1 })));
  await addLab(extension.extensionDir);
  chromium = await launch({ extensionDir: extension.extensionDir, hostMap: extension.hostMap });
  const lab = await openLab(chromium);
  await lab.evaluate((all) => (globalThis as unknown as Lab).install(all), voiceIds);
  await lab.close();
  watcher = await watch(chromium, await chromium.page());
  await watcher.request("background", "updateSettings", { sessionBudgetBytes: budgetBytes });
});

after(async () => {
  await chromium?.close();
  await extension?.close();
});

test("a hundred and twenty-four voices opened in turn stay within the budget, and each that is closed frees its worker", { skip }, async () => {
  const sessions = async () => (await watcher.state()).statistics.sessions;
  for (const voiceId of voiceIds) {
    await watcher.request("offscreen", "preloadVoice", { voiceId });
    const listed = await waitFor(
      `${voiceId} to be open`,
      async () => {
        const seen = await sessions();
        return seen.some((session) => session.voiceId === voiceId && session.status === "open") && seen;
      },
      { timeoutMs: 30_000 },
    );
    const total = listed.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
    assert.ok(total <= budgetBytes, `${total} bytes in ${listed.length} sessions`);
  }
  const open = await sessions();
  assert.ok(open.length >= 2, "the budget is used");
  const offscreen = await chromium.offscreenPage();
  await waitFor("the workers of closed sessions to be gone", () => offscreen.workers().filter((worker) => worker.url().endsWith("engine-worker.js")).length === open.length);
});
