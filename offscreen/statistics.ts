import type { CacheStatistics } from "../src/shared/protocol.ts";
import type { ClipCache } from "./cache/clip-cache.ts";
import type { SessionCache } from "./sessions/session-cache.ts";
import { voiceIdOf } from "./sessions/session-key.ts";

/** The statistics before anything was read. */
export const noStatistics: CacheStatistics = {
  sessions: [],
  clips: { count: 0, sizeBytes: 0, durationSeconds: 0, hits: 0, misses: 0 },
  models: { count: 0, sizeBytes: 0, partialBytes: 0 },
  storage: { quotaBytes: 0, usageBytes: 0 },
};

/** Caches change in bursts. Watchers are updated at most four times a second. */
const intervalMs = 250;
/** The browser reads through all files to estimate the storage in use, so this is done rarely. */
const estimateIntervalMs = 5_000;

/** Publishes what the caches contain. */
export interface Statistics {
  /** Something changed in memory or among the clips. Publishes soon, once for a burst of calls. */
  changed(): void;
  /** Voices on disk were added or removed, so the disk is read again. */
  voicesChanged(): void;
}

/** Creates the statistics. `publish` is called with one state after another, never with an older one after a newer one. */
export function createStatistics(
  sessions: SessionCache,
  clips: ClipCache,
  readModels: () => Promise<CacheStatistics["models"]>,
  publish: (statistics: CacheStatistics) => void,
): Statistics {
  let { models, storage } = noStatistics;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let later: ReturnType<typeof setTimeout> | undefined;
  let isPublishing = false;
  let isOutdated = false;
  let areModelsKnown = false;
  let estimatedAt = -Infinity;
  let changedAt = -Infinity;

  const refresh = async (): Promise<void> => {
    if (!areModelsKnown) {
      areModelsKnown = true;
      await readModels().then(
        (read) => (models = read),
        // The next refresh reads them again.
        () => (areModelsKnown = false),
      );
    }
    if (performance.now() - estimatedAt >= estimateIntervalMs) {
      estimatedAt = performance.now();
      const { quota = 0, usage = 0 } = await navigator.storage.estimate();
      storage = { quotaBytes: quota, usageBytes: usage };
    }
  };

  const publishLatest = async (): Promise<void> => {
    clearTimeout(later);
    soon = undefined;
    isPublishing = true;
    isOutdated = false;
    // If something cannot be read now, its last known value is published.
    await refresh().catch(() => undefined);
    isPublishing = false;
    publish({
      sessions: sessions.list().map(({ key, ...session }) => ({ voiceId: voiceIdOf(key), ...session })),
      clips: clips.statistics(),
      models,
      storage,
    });
    if (isOutdated) changed();
    // The last update after a burst must include what the disk holds then.
    else if (estimatedAt < changedAt) later = setTimeout(changed, estimateIntervalMs);
  };

  const changed = (): void => {
    changedAt = performance.now();
    if (isPublishing) isOutdated = true;
    else soon ??= setTimeout(() => void publishLatest(), intervalMs);
  };

  return {
    changed,
    voicesChanged() {
      areModelsKnown = false;
      changed();
    },
  };
}
