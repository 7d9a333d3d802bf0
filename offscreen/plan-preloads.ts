import type { Settings } from "../src/shared/settings.ts";
import type { VoiceUsage } from "./cache/voice-usage.ts";
import type { VoiceStore } from "./voice/store.ts";

/** How many voices the `mostUsed` strategy preloads. */
const mostUsedCount = 2;

/** The ids of the installed voices to preload, the most wanted first. */
export async function planPreloads({ preload, voices }: Settings, usage: VoiceUsage, store: VoiceStore): Promise<string[]> {
  if (preload === "none") return [];
  const used = await usage.mostUsed();
  const installed = new Set((await store.list()).map(({ voiceId }) => voiceId));
  const chosen = new Set(Object.values(voices).map(({ voiceId }) => voiceId));
  const wanted = preload === "chosen" ? [...used.filter((voiceId) => chosen.has(voiceId)), ...chosen] : used;
  const candidates = [...new Set(wanted)].filter((voiceId) => installed.has(voiceId));
  return preload === "mostUsed" ? candidates.slice(0, mostUsedCount) : candidates;
}
