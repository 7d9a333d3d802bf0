import assert from "node:assert/strict";
import { packExtension } from "../../../tools/extension/pack-extension.ts";
import { hostedToneVoice } from "../../../tools/extension/pack-tone-voices.ts";
import { watch } from "../../../tools/extension/watcher.ts";
import { waitFor } from "../../../tools/wait-for.ts";
import { engineWorkers } from "./engine-workers.ts";
import { addLab, openLab, type Lab } from "./lab.ts";
import { useChromium } from "./use-chromium.ts";

/** Room for five tone voices. */
const budgetBytes = 300e6;

/** Installs so many voices and opens one after another: they stay within the budget, and each that is closed frees its worker. */
export async function openVoicesInTurn(count: number): Promise<void> {
  const voiceIds = Array.from({ length: count }, (_, i) => `en_US-v${String(i).padStart(3, "0")}-medium`);
  const { chromium, page } = await useChromium({
    async packed() {
      const packed = await packExtension(voiceIds.map((voiceId, i) => hostedToneVoice(voiceId, { voiceTag: i % 16 })));
      await addLab(packed.extensionDir);
      return packed;
    },
  });
  // A watcher keeps every event it ever saw, which for hundreds of installs is too much to look through.
  const lab = await openLab(chromium);
  await lab.evaluate((all) => (globalThis as unknown as Lab).install(all), voiceIds);
  await lab.close();
  const watcher = await watch(chromium, page);
  await watcher.request("background", "updateSettings", { sessionBudgetBytes: budgetBytes });
  for (const voiceId of voiceIds) {
    const listed = await watcher.openVoice(voiceId);
    const total = listed.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
    assert.ok(total <= budgetBytes, `${total} bytes in ${listed.length} sessions`);
  }
  const open = (await watcher.state()).statistics.sessions;
  assert.ok(open.length >= 2 && open.length < count, `${open.length} sessions use the budget`);
  await waitFor("the workers of closed sessions to be gone", async () => (await engineWorkers(chromium)).length === open.length);
}
