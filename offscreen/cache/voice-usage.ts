import type { DBSchema, IDBPDatabase } from "idb";
import { createResilientDatabase } from "./resilient-database.ts";

interface UsageSchema extends DBSchema {
  counts: { key: string; value: number };
}

const timeoutMs = 2_000;

/** Counts how many utterances each voice has read, to know which voices to preload. */
export interface VoiceUsage {
  count(voiceId: string): Promise<void>;
  /** The ids of the voices in use, the most used first. */
  mostUsed(): Promise<string[]>;
  clear(): Promise<void>;
}

/** Opens the counts on disk. */
export function createVoiceUsage(): VoiceUsage {
  const database = createResilientDatabase<UsageSchema, IDBPDatabase<UsageSchema>>({
    name: "voice-usage",
    version: 1,
    where: "voice usage",
    upgrade: (db) => void db.createObjectStore("counts"),
    prepare: (db) => Promise.resolve(db),
    onLost: () => undefined,
  });
  return {
    async count(voiceId) {
      await database.use(async (db) => {
        const tx = db.transaction("counts", "readwrite");
        const before = (await tx.store.get(voiceId)) ?? 0;
        await Promise.all([tx.store.put(before + 1, voiceId), tx.done]);
      }, timeoutMs);
    },
    async mostUsed() {
      const counts = await database.use(async (db) => {
        const tx = db.transaction("counts");
        const [voiceIds, values] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll(), tx.done]);
        return voiceIds.map((voiceId, i) => ({ voiceId, uses: values[i] ?? 0 }));
      }, timeoutMs);
      return (counts ?? []).sort((a, b) => b.uses - a.uses).map(({ voiceId }) => voiceId);
    },
    clear: () => database.destroy(),
  };
}
