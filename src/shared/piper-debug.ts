import { writeToConsole } from "./diagnostic-log.ts";
import { watchOffscreen } from "./event-port.ts";
import { formatBytes } from "./format-bytes.ts";
import { request, type Handlers } from "./messaging.ts";
import type { Install, OffscreenState } from "./protocol.ts";

/** What the debugging functions need from the offscreen document. */
export type DebugSource = Pick<
  Handlers<"offscreen">,
  "installVoice" | "preloadVoice" | "closeSessions" | "clearClips" | "removeAllVoices"
> & {
  state(): Promise<OffscreenState>;
};

/** What was freed, in readable form. */
interface Freed {
  sessions: { count: number; memory: string };
  sound: { count: number; size: string };
  models: { count: number; size: string };
}

/** The functions for developers in the console of each context of the extension: in `piperDebug`, some also as globals. */
export interface PiperDebug {
  getSessionCacheStats(): Promise<{ voiceCount: number; voices: string[] }>;
  /** The sound on disk; `size` is in bytes. */
  getCacheStats(): Promise<{ count: number; size: number; sizeFormatted: string }>;
  getStorageStats(): Promise<{ quota: number; usage: number; percentUsed: number; details: Record<string, number> }>;
  logAllStats(): Promise<void>;
  logStorageStats(): Promise<void>;
  clearSessionCache(): Promise<void>;
  clearAudioCache(): Promise<void>;
  /** Clears sessions, sound and voices. Writes to the console what it freed, and resolves to it. */
  clearAllCaches(): Promise<Freed>;
  /** Installs the voice if necessary and opens its session. Writes progress and loading time to the console. Rejects if that fails. */
  preloadModel(voiceId: string): Promise<void>;
}

const progressIntervalMs = 250;

/** Adds the functions to this context's console. */
export function installPiperDebug(source: DebugSource = offscreenSource(() => request("background", "ensureOffscreen"))): void {
  const piperDebug = createPiperDebug(source);
  const { clearAudioCache, clearAllCaches, getStorageStats, logStorageStats } = piperDebug;
  Object.assign(globalThis, { piperDebug, clearAudioCache, clearAllCaches, getStorageStats, logStorageStats });
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
      // `usageDetails` exists only in Chromium.
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
      writeToConsole("storage", {
        usage: formatBytes(usage),
        quota: formatBytes(quota),
        percentUsed: Number(percentUsed.toFixed(2)),
        details,
      });
    },
    async clearSessionCache() {
      await source.closeSessions();
    },
    async clearAudioCache() {
      await source.clearClips();
    },
    async clearAllCaches() {
      const { sessions, clips, models } = await statistics();
      await Promise.all([source.closeSessions(), source.clearClips(), source.removeAllVoices()]);
      const freed: Freed = {
        sessions: { count: sessions.length, memory: formatBytes(sessions.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0)) },
        sound: { count: clips.count, size: formatBytes(clips.sizeBytes) },
        models: { count: models.count, size: formatBytes(models.sizeBytes) },
      };
      writeToConsole("freed", freed);
      return freed;
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
        await nextPoll();
      }
      writeToConsole("session open", { voice: voiceId, durationMs: Math.round(performance.now() - startedAt) });
    },
  };

  const install = async (voiceId: string): Promise<void> => {
    await source.installVoice({ voiceId });
    let lastProgress = "";
    for (;;) {
      const latest = (await source.state()).installs.find((candidate) => candidate.voiceId === voiceId);
      if (latest && progressOf(latest) !== lastProgress) writeToConsole("model progress", (lastProgress = progressOf(latest)));
      if (latest?.status === "installed") return;
      if (latest?.status === "failed" || latest?.status === "cancelled")
        throw new Error(`${voiceId}: ${latest.error?.detail ?? latest.status}`);
      await nextPoll();
    }
  };

  return debug;
}

function progressOf({ voiceId, status, loadedBytes, totalBytes }: Install): string {
  return `${voiceId} ${status}: ${Math.floor((100 * loadedBytes) / totalBytes)} % (${formatBytes(loadedBytes)} of ${formatBytes(totalBytes)})`;
}

function nextPoll(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, progressIntervalMs));
}

/** The offscreen document as other contexts reach it: over one port, which is opened at its first use after `ensure`. */
export function offscreenSource(ensure: () => Promise<unknown>): DebugSource {
  let watching: Promise<() => OffscreenState> | undefined;
  const watch = async (): Promise<() => OffscreenState> => {
    await ensure();
    return new Promise((resolve, reject) => {
      let latest: OffscreenState;
      watchOffscreen(
        (state) => {
          latest = state;
          resolve(() => latest);
        },
        () => {
          watching = undefined;
          reject(new Error("the offscreen document has gone"));
        },
      );
    });
  };
  /** The document may have ended in the meantime. */
  const afterEnsuring = async (act: () => Promise<void>): Promise<void> => {
    await ensure();
    return act();
  };
  return {
    async state() {
      watching ??= watch().catch((thrown: unknown) => {
        // The next call tries again.
        watching = undefined;
        throw thrown;
      });
      return (await watching)();
    },
    installVoice: (which) => afterEnsuring(() => request("offscreen", "installVoice", which)),
    preloadVoice: (which) => afterEnsuring(() => request("offscreen", "preloadVoice", which)),
    closeSessions: () => afterEnsuring(() => request("offscreen", "closeSessions")),
    clearClips: () => afterEnsuring(() => request("offscreen", "clearClips")),
    removeAllVoices: () => afterEnsuring(() => request("offscreen", "removeAllVoices")),
  };
}
