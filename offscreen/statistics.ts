import type { CacheStatistics } from "../src/shared/protocol.ts";
import type { ClipCache } from "./cache/clip-cache.ts";
import type { SessionCache } from "./synthesis/session-cache.ts";
import { voiceIdOf } from "./voicing.ts";

/** What is known before anything was looked at. */
export const noStatistics: CacheStatistics = {
  sessions: [],
  clips: { count: 0, sizeBytes: 0, durationSeconds: 0, hits: 0, misses: 0 },
  models: { count: 0, sizeBytes: 0 },
  storage: { quotaBytes: 0, usageBytes: 0 },
};

/** Caches change in bursts; whoever watches hears of it a few times a second. */
const intervalMs = 250;

/** Answers with the function that tells `publish`, soon and once for a burst of calls, what the caches hold. */
export function createStatistics(
  sessions: SessionCache,
  clips: ClipCache,
  models: () => Promise<CacheStatistics["models"]>,
  publish: (statistics: CacheStatistics) => void,
): () => void {
  let telling: ReturnType<typeof setTimeout> | undefined;
  const tell = async (): Promise<void> => {
    telling = undefined;
    const [held, { quota = 0, usage = 0 }] = await Promise.all([models(), navigator.storage.estimate()]);
    publish({
      sessions: sessions.list().map(({ key, ...session }) => ({ voiceId: voiceIdOf(key), ...session })),
      clips: clips.statistics(),
      models: held,
      storage: { quotaBytes: quota, usageBytes: usage },
    });
  };
  return () => {
    telling ??= setTimeout(() => void tell(), intervalMs);
  };
}
