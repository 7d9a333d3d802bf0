import { log, reportError } from "../../src/shared/diagnostic-log.ts";
import { defaultSettings, type Settings } from "../../src/shared/settings.ts";
import type { Pcm } from "../vocabulary.ts";
import type { ClipIdentity } from "./clip-key.ts";
import type { ClipStore, ClipTotals } from "./clip-store.ts";
import { createIndexedDbClipStore } from "./indexed-db-clip-store.ts";
import { createMemoryClipStore } from "./memory-clip-store.ts";
import { fromSixteenBit, toSixteenBit } from "./sixteen-bit.ts";

/** Sums over the clips that are kept, and what came of looking for one since the document started. */
interface ClipStatistics extends ClipTotals {
  hits: number;
  misses: number;
}

/** What an utterance sees of the cache. Speech never fails because of it: where the database does, nothing is found and nothing is kept. */
export interface Clips {
  get(identity: ClipIdentity): Promise<Pcm | undefined>;
  put(identity: ClipIdentity, pcm: Pcm): Promise<void>;
}

/** How much is kept, and for how long. */
type ClipPolicy = Pick<Settings, "clipLimitBytes" | "keepClips">;

/** The clips: on disk, or in memory alone where a person wants them to end with the browser session. */
export interface ClipCache {
  /** The cache as an utterance may use it: from a private window nothing is kept, and nothing tells what was looked for. */
  forUtterance(utterance: { isPrivate: boolean }): Clips;
  /** Takes over settings, at once for what is put from now on; clips that are over the new limit, or that may no longer be kept where they are, are gone when it resolves. */
  configure(policy: ClipPolicy): Promise<void>;
  /** Removes every clip and the secret behind their keys. */
  clear(): Promise<void>;
  statistics(): ClipStatistics;
}

/**
 * Makes the cache. Until the first `configure` nobody knows what the person wants: clips are kept in memory alone, and those on disk are
 * left as they are.
 */
export function createClipCache(onChange: () => void): ClipCache {
  const onEvict = (count: number, sizeBytes: number): void => log({ event: "sound evicted from cache", count, sizeBytes });
  const { clipLimitBytes } = defaultSettings;
  const disk = createIndexedDbClipStore(clipLimitBytes, onEvict);
  const memory = createMemoryClipStore(clipLimitBytes, onEvict);
  const lookups = { hits: 0, misses: 0 };
  let keepClips: ClipPolicy["keepClips"] | undefined;
  let store: ClipStore = memory;

  const choose = async (chosen: ClipPolicy["keepClips"]): Promise<void> => {
    keepClips = chosen;
    store = chosen === "session" ? memory : disk;
    // What one store held may not outlive the wish to keep it there.
    await (store === disk ? memory : disk).destroy().catch((thrown: unknown) => reportError("clips", thrown));
    if (store === disk) await disk.open();
  };

  return {
    forUtterance: ({ isPrivate }) => ({
      async get(identity) {
        const clip = await store.get(identity, isPrivate);
        if (clip) log({ event: "sound found in cache", sizeBytes: clip.sound.byteLength });
        if (!isPrivate) {
          lookups[clip ? "hits" : "misses"]++;
          onChange();
        }
        return clip && { samples: fromSixteenBit(new Int16Array(clip.sound)), sampleRate: clip.sampleRate };
      },
      async put(identity, pcm) {
        if (isPrivate) return;
        const sound = toSixteenBit(pcm.samples).buffer;
        await store.put(identity, { sound, sampleRate: pcm.sampleRate });
        log({ event: "sound put into cache", sizeBytes: sound.byteLength });
        onChange();
      },
    }),
    async configure(changed) {
      if (changed.keepClips !== keepClips) await choose(changed.keepClips);
      await Promise.all([disk.limit(changed.clipLimitBytes), memory.limit(changed.clipLimitBytes)]);
      onChange();
    },
    async clear() {
      await Promise.all([disk.destroy(), memory.destroy()]);
      onChange();
    },
    statistics: () => ({ ...store.totals(), ...lookups }),
  };
}
