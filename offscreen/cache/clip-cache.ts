import { log, reportError } from "../../src/shared/diagnostic-log.ts";
import { defaultSettings, type Settings } from "../../src/shared/settings.ts";
import type { Pcm, WordTiming } from "../vocabulary.ts";
import type { ClipIdentity } from "./clip-key.ts";
import type { ClipStore, ClipTotals } from "./clip-store.ts";
import { createIndexedDbClipStore } from "./indexed-db-clip-store.ts";
import { createMemoryClipStore } from "./memory-clip-store.ts";
import { fromSixteenBit, toSixteenBit } from "./sixteen-bit.ts";

/** Totals over the clips in the cache, and how many lookups found one (`hits`) or not (`misses`) since the document started. */
interface ClipStatistics extends ClipTotals {
  hits: number;
  misses: number;
}

/** The whole sound of a sentence, and its words. */
export interface SpokenSound extends Pcm {
  words: WordTiming[];
}

/** The cache as one utterance uses it. Neither method rejects: when the database fails, nothing is found and nothing is stored. */
export interface Clips {
  get(identity: ClipIdentity): Promise<SpokenSound | undefined>;
  put(identity: ClipIdentity, spoken: SpokenSound): Promise<void>;
}

/** How much may be stored, and for how long. */
type ClipPolicy = Pick<Settings, "clipLimitBytes" | "keepClips">;

/** The clip cache: on disk, or only in memory if the user wants clips to be deleted when the browser closes. */
export interface ClipCache {
  /** The cache for one utterance. For a private window nothing is stored, and lookups leave no trace. */
  forUtterance(utterance: { isPrivate: boolean }): Clips;
  /**
   * Applies new settings. They hold at once for later `put` calls. When it resolves, clips over the new limit, or in a store that is no
   * longer allowed, are deleted.
   */
  configure(policy: ClipPolicy): Promise<void>;
  /** Deletes every clip and the secret behind their keys. */
  clear(): Promise<void>;
  statistics(): ClipStatistics;
}

/**
 * Creates the cache. Until the first `configure` the user's wish is unknown: clips are kept in memory only, and those on disk stay as they
 * are.
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
    // Clips must not stay in a store that the user no longer allows.
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
        return clip && { samples: fromSixteenBit(new Int16Array(clip.sound)), sampleRate: clip.sampleRate, words: clip.words };
      },
      async put(identity, { samples, sampleRate, words }) {
        if (isPrivate) return;
        const sound = toSixteenBit(samples).buffer;
        await store.put(identity, { sound, sampleRate, words });
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
