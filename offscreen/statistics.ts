import type { CacheStatistics } from "../src/shared/protocol.ts";
import type { ClipCache } from "./cache/clip-cache.ts";
import type { SessionCache } from "./sessions/session-cache.ts";
import { voiceIdOf } from "./sessions/session-key.ts";

/** What is known before anything was looked at. */
export const noStatistics: CacheStatistics = {
  sessions: [],
  clips: { count: 0, sizeBytes: 0, durationSeconds: 0, hits: 0, misses: 0 },
  models: { count: 0, sizeBytes: 0, partialBytes: 0 },
  storage: { quotaBytes: 0, usageBytes: 0 },
};

/** Caches change in bursts; whoever watches hears of it a few times a second. */
const intervalMs = 250;
/** The browser walks through all files to answer what they take. */
const estimateIntervalMs = 5_000;

/** Tells what the caches hold. */
export interface Statistics {
  /** Something changed in memory or among the clips: tells soon, and once for a burst of calls. */
  changed(): void;
  /** Voices on disk came or went, so the disk is looked at again. */
  voicesChanged(): void;
}

/** `publish` hears of the caches one state after another, never an older one after a newer. */
export function createStatistics(
  sessions: SessionCache,
  clips: ClipCache,
  readModels: () => Promise<CacheStatistics["models"]>,
  publish: (statistics: CacheStatistics) => void,
): Statistics {
  let { models, storage } = noStatistics;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let later: ReturnType<typeof setTimeout> | undefined;
  let isTelling = false;
  let isOutdated = false;
  let areModelsKnown = false;
  let estimatedAt = -Infinity;
  let changedAt = -Infinity;

  const look = async (): Promise<void> => {
    if (!areModelsKnown) {
      areModelsKnown = true;
      await readModels().then(
        (read) => (models = read),
        // The next look reads them again.
        () => (areModelsKnown = false),
      );
    }
    if (performance.now() - estimatedAt >= estimateIntervalMs) {
      estimatedAt = performance.now();
      const { quota = 0, usage = 0 } = await navigator.storage.estimate();
      storage = { quotaBytes: quota, usageBytes: usage };
    }
  };

  const tell = async (): Promise<void> => {
    clearTimeout(later);
    soon = undefined;
    isTelling = true;
    isOutdated = false;
    // What cannot be read now is told as it was known last.
    await look().catch(() => undefined);
    isTelling = false;
    publish({
      sessions: sessions.list().map(({ key, ...session }) => ({ voiceId: voiceIdOf(key), ...session })),
      clips: clips.statistics(),
      models,
      storage,
    });
    if (isOutdated) changed();
    // The last word on a burst knows what the disk holds after it.
    else if (estimatedAt < changedAt) later = setTimeout(changed, estimateIntervalMs);
  };

  const changed = (): void => {
    changedAt = performance.now();
    if (isTelling) isOutdated = true;
    else soon ??= setTimeout(() => void tell(), intervalMs);
  };

  return {
    changed,
    voicesChanged() {
      areModelsKnown = false;
      changed();
    },
  };
}
