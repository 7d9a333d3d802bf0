import { applyEvent } from "./apply-event.ts";
import { writeToConsole } from "./diagnostic-log.ts";
import { watchOffscreen } from "./event-port.ts";
import { formatBytes } from "./format-bytes.ts";
import { request, type Handlers } from "./messaging.ts";
import type { Install, OffscreenState } from "./protocol.ts";

/** What the debugging functions need of the offscreen document. */
export type DebugSource = Pick<Handlers<"offscreen">, "installVoice" | "preloadVoice" | "closeSessions" | "clearClips"> & {
  state(): Promise<OffscreenState>;
};

/** The functions a developer finds under `piperDebug` in the console of each of the extension's pages. */
export interface PiperDebug {
  getSessionCacheStats(): Promise<{ voiceCount: number; voices: string[] }>;
  /** Of the sound on disk; `size` in bytes. */
  getCacheStats(): Promise<{ count: number; size: number; sizeFormatted: string }>;
  getStorageStats(): Promise<{ quota: number; usage: number; percentUsed: number; details: Record<string, number> }>;
  logAllStats(): Promise<void>;
  logStorageStats(): Promise<void>;
  clearSessionCache(): Promise<void>;
  clearAudioCache(): Promise<void>;
  /** Sessions and sound; voices on disk stay. */
  clearAllCaches(): Promise<void>;
  /** Installs the voice if need be and opens its session, writing progress and load time to the console; rejects if that fails. */
  preloadModel(voiceId: string): Promise<void>;
}

const progressIntervalMs = 250;

/** Makes `piperDebug` in this page's console. */
export function installPiperDebug(source: DebugSource = offscreenSource()): void {
  Object.assign(globalThis, { piperDebug: createPiperDebug(source) });
}

function createPiperDebug(source: DebugSource): PiperDebug {
  const statistics = async (): Promise<OffscreenState["statistics"]> => (await source.state()).statistics;

  const debug: PiperDebug = {
    async getSessionCacheStats() {
      const open = (await statistics()).sessions.filter(({ status }) => status === "open");
      return { voiceCount: open.length, voices: open.map(({ voiceId }) => voiceId) };
    },
    async getCacheStats() {
      const { count, sizeBytes } = (await statistics()).clips;
      return { count, size: sizeBytes, sizeFormatted: formatBytes(sizeBytes) };
    },
    async getStorageStats() {
      // `usageDetails` is Chromium's own.
      const estimate: StorageEstimate & { usageDetails?: Record<string, number> } = await navigator.storage.estimate();
      const { quota = 0, usage = 0, usageDetails = {} } = estimate;
      return { quota, usage, percentUsed: quota === 0 ? 0 : (100 * usage) / quota, details: usageDetails };
    },
    async logAllStats() {
      const { sessions, clips, models } = await statistics();
      writeToConsole("sessions", sessions);
      writeToConsole("sound", { ...clips, sizeFormatted: formatBytes(clips.sizeBytes) });
      writeToConsole("models", { ...models, sizeFormatted: formatBytes(models.sizeBytes) });
      await debug.logStorageStats();
    },
    async logStorageStats() {
      const { quota, usage, percentUsed, details } = await debug.getStorageStats();
      writeToConsole("storage", { usage: formatBytes(usage), quota: formatBytes(quota), percentUsed: Number(percentUsed.toFixed(2)), details });
    },
    clearSessionCache: async () => source.closeSessions(),
    clearAudioCache: async () => source.clearClips(),
    async clearAllCaches() {
      await Promise.all([source.closeSessions(), source.clearClips()]);
    },
    async preloadModel(voiceId) {
      const { voices } = await source.state();
      if (!voices.find((voice) => voice.voiceId === voiceId)?.installed) await install(voiceId);
      const startedAt = performance.now();
      await source.preloadVoice({ voiceId });
      const isOpen = async (): Promise<boolean> =>
        (await statistics()).sessions.some((session) => session.voiceId === voiceId && session.status === "open");
      const isOpening = async (): Promise<boolean> => (await statistics()).sessions.some((session) => session.voiceId === voiceId);
      let hasBegun = false;
      while (!(await isOpen())) {
        const isUnderWay = await isOpening();
        if (hasBegun && !isUnderWay) throw new Error(`${voiceId} could not be opened`);
        hasBegun ||= isUnderWay;
        await nextLook();
      }
      writeToConsole("session open", { voice: voiceId, durationMs: Math.round(performance.now() - startedAt) });
    },
  };

  const install = async (voiceId: string): Promise<void> => {
    await source.installVoice({ voiceId });
    let told = "";
    for (;;) {
      const latest = (await source.state()).installs.find((candidate) => candidate.voiceId === voiceId);
      if (latest && progressOf(latest) !== told) writeToConsole("model progress", (told = progressOf(latest)));
      if (latest?.status === "installed") return;
      if (latest?.status === "failed" || latest?.status === "cancelled") throw new Error(`${voiceId}: ${latest.error?.detail ?? latest.status}`);
      await nextLook();
    }
  };

  return debug;
}

function progressOf({ voiceId, status, loadedBytes, totalBytes }: Install): string {
  return `${voiceId} ${status}: ${Math.floor((100 * loadedBytes) / totalBytes)} % (${formatBytes(loadedBytes)} of ${formatBytes(totalBytes)})`;
}

function nextLook(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, progressIntervalMs));
}

/** The offscreen document as every other page reaches it: over one port, opened when it is first needed. */
function offscreenSource(): DebugSource {
  let following: Promise<() => OffscreenState> | undefined;
  const follow = async (): Promise<() => OffscreenState> => {
    await request("background", "ensureOffscreen");
    return new Promise((resolve) => {
      let state: OffscreenState | undefined;
      watchOffscreen(
        (event) => {
          const known = event.type === "snapshot" ? event.state : state && applyEvent(state, event);
          if (!known) return;
          state = known;
          resolve(() => state ?? known);
        },
        () => (following = undefined),
      );
    });
  };
  return {
    state: async () => (await (following ??= follow()))(),
    installVoice: (which) => request("offscreen", "installVoice", which),
    preloadVoice: (which) => request("offscreen", "preloadVoice", which),
    closeSessions: () => request("offscreen", "closeSessions"),
    clearClips: () => request("offscreen", "clearClips"),
  };
}
