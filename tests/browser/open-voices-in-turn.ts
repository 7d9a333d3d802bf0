import assert from "node:assert/strict";
import { makeToneVoice } from "../../engine/tests/voices/tone-voice.ts";
import { launch } from "../../tools/browser/chromium.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { addLab, openLab, type Lab } from "./lab.ts";
import { packExtension } from "../../tools/extension/pack-extension.ts";
import { watch } from "../../tools/extension/watcher.ts";

/** Room for five tone voices. */
const budgetBytes = 300e6;

/** Installs so many voices and opens one after another: they stay within the budget, and each that is closed frees its worker. */
export async function openVoicesInTurn(count: number): Promise<void> {
  const voiceIds = Array.from({ length: count }, (_, i) => `en_US-v${String(i).padStart(3, "0")}-medium`);
  const extension = await packExtension(voiceIds.map((voiceId, i) => ({ voiceId, ...makeToneVoice({ voiceTag: i % 16 }), speakers: 1 })));
  try {
    await addLab(extension.extensionDir);
    const chromium = await launch({ extensionDir: extension.extensionDir, hostMap: extension.hostMap });
    try {
      const lab = await openLab(chromium);
      await lab.evaluate((all) => (globalThis as unknown as Lab).install(all), voiceIds);
      await lab.close();
      const watcher = await watch(chromium, await chromium.page());
      await watcher.request("background", "updateSettings", { sessionBudgetBytes: budgetBytes });
      const sessions = async () => (await watcher.state()).statistics.sessions;
      for (const voiceId of voiceIds) {
        await watcher.request("offscreen", "preloadVoice", { voiceId });
        const listed = await waitFor(
          `${voiceId} to be open`,
          async () => {
            const seen = await sessions();
            return seen.some((session) => session.voiceId === voiceId && session.status === "open") && seen;
          },
          { timeoutMs: 60_000 },
        );
        const total = listed.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
        assert.ok(total <= budgetBytes, `${total} bytes in ${listed.length} sessions`);
      }
      const open = await sessions();
      assert.ok(open.length >= 2 && open.length < count, `${open.length} sessions use the budget`);
      const offscreen = await chromium.offscreenPage();
      const workers = () => offscreen.workers().filter((worker) => worker.url().endsWith("engine/worker.js"));
      await waitFor("the workers of closed sessions to be gone", () => workers().length === open.length);
    } finally {
      await chromium.close();
    }
  } finally {
    await extension.close();
  }
}
