import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Pcm } from "../vocabulary.ts";
import { clipKey, makeSecret, type ClipIdentity } from "./clip-key.ts";
import { fromSixteenBit, toSixteenBit } from "./sixteen-bit.ts";

/** What a clip is known by without loading its sound. */
interface ClipRecord {
  key: string;
  sampleRate: number;
  sizeBytes: number;
  durationSeconds: number;
  lastUsedAt: number;
}

interface ClipSchema extends DBSchema {
  clips: { key: string; value: ClipRecord; indexes: { lastUsedAt: number } };
  sounds: { key: string; value: ArrayBuffer };
  secrets: { key: string; value: CryptoKey };
}

/** Sums over the clips on disk, and what came of looking for one since the document started. */
export interface ClipStatistics {
  count: number;
  sizeBytes: number;
  durationSeconds: number;
  hits: number;
  misses: number;
}

/** The clips on disk. Speech never fails because of it: where the database does, nothing is found and nothing is kept. */
export interface ClipCache {
  get(identity: ClipIdentity): Promise<Pcm | undefined>;
  put(identity: ClipIdentity, pcm: Pcm): Promise<void>;
  clear(): Promise<void>;
  statistics(): ClipStatistics;
}

/**
 * Opens the cache; clips beyond `limitBytes` are evicted, the least recently used first.
 *
 * Invariants: `clips` and `sounds` change in one transaction, so they hold the same keys. `totals` is what the last finished
 * transaction left on disk. The order of use is the order of `lastUsedAt`.
 */
export async function openClipCache(limitBytes: number, onChange: () => void): Promise<ClipCache> {
  const store = await openStore().catch(() => undefined);
  const totals = { count: 0, sizeBytes: 0, durationSeconds: 0 };
  const lookups = { hits: 0, misses: 0 };

  const add = (record: ClipRecord, sign: 1 | -1): void => {
    totals.count += sign;
    totals.sizeBytes += sign * record.sizeBytes;
    totals.durationSeconds += sign * record.durationSeconds;
  };
  for (const record of (await store?.db.getAll("clips").catch(() => [])) ?? []) add(record, 1);

  return {
    async get(identity) {
      const pcm = store ? await read(store, identity).catch(() => undefined) : undefined;
      lookups[pcm ? "hits" : "misses"]++;
      onChange();
      return pcm;
    },
    async put(identity, pcm) {
      const changes = store ? await write(store, identity, pcm, limitBytes).catch(() => undefined) : undefined;
      if (!changes) return;
      for (const record of changes.removed) add(record, -1);
      for (const record of changes.added) add(record, 1);
      onChange();
    },
    async clear() {
      const tx = store?.db.transaction(["clips", "sounds"], "readwrite");
      await Promise.all([tx?.objectStore("clips").clear(), tx?.objectStore("sounds").clear(), tx?.done]);
      Object.assign(totals, { count: 0, sizeBytes: 0, durationSeconds: 0 });
      onChange();
    },
    statistics: () => ({ ...totals, ...lookups }),
  };
}

interface Store {
  db: IDBPDatabase<ClipSchema>;
  secret: CryptoKey;
}

async function openStore(): Promise<Store> {
  const db = await openDB<ClipSchema>("clips", 1, {
    upgrade(fresh) {
      fresh.createObjectStore("clips", { keyPath: "key" }).createIndex("lastUsedAt", "lastUsedAt");
      fresh.createObjectStore("sounds");
      fresh.createObjectStore("secrets");
    },
  });
  const kept = await db.get("secrets", "clips");
  if (kept) return { db, secret: kept };
  const secret = await makeSecret();
  await db.put("secrets", secret, "clips");
  return { db, secret };
}

async function read({ db, secret }: Store, identity: ClipIdentity): Promise<Pcm | undefined> {
  const key = await clipKey(secret, identity);
  const tx = db.transaction(["clips", "sounds"], "readwrite");
  const [record, sound] = await Promise.all([tx.objectStore("clips").get(key), tx.objectStore("sounds").get(key)]);
  if (record) await tx.objectStore("clips").put({ ...record, lastUsedAt: Date.now() });
  await tx.done;
  if (!record || !sound || sound.byteLength !== record.sizeBytes) return undefined;
  return { samples: fromSixteenBit(new Int16Array(sound)), sampleRate: record.sampleRate };
}

async function write(
  { db, secret }: Store,
  identity: ClipIdentity,
  pcm: Pcm,
  limitBytes: number,
): Promise<{ added: ClipRecord[]; removed: ClipRecord[] }> {
  const key = await clipKey(secret, identity);
  const sound = toSixteenBit(pcm.samples).buffer;
  const record: ClipRecord = {
    key,
    sampleRate: pcm.sampleRate,
    sizeBytes: sound.byteLength,
    durationSeconds: pcm.samples.length / pcm.sampleRate,
    lastUsedAt: Date.now(),
  };
  const tx = db.transaction(["clips", "sounds"], "readwrite");
  const clips = tx.objectStore("clips");
  const sounds = tx.objectStore("sounds");
  const replaced = await clips.get(key);
  const removed = replaced ? [replaced] : [];
  await Promise.all([clips.put(record), sounds.put(sound, key)]);

  // Oldest first; the total is read from the records, so that nothing but the disk decides what is over the limit.
  const records = await clips.index("lastUsedAt").getAll();
  let total = records.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  for (const oldest of records) {
    if (total <= limitBytes) break;
    total -= oldest.sizeBytes;
    removed.push(oldest);
    await Promise.all([clips.delete(oldest.key), sounds.delete(oldest.key)]);
  }
  await tx.done;
  return { added: [record], removed };
}
