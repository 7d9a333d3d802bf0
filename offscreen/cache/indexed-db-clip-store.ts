import type { DBSchema, IDBPDatabase, IDBPTransaction } from "idb";
import type { WordTiming } from "../vocabulary.ts";
import { clipKey, makeSecret } from "./clip-key.ts";
import { durationOf, noClips, type Clip, type ClipStore, type ClipTotals, type OnEvict } from "./clip-store.ts";
import { createResilientDatabase } from "./resilient-database.ts";

/** What is known of a clip without loading its sound and words. */
interface ClipRecord {
  key: string;
  sampleRate: number;
  sizeBytes: number;
  durationSeconds: number;
  /** A counter over all uses: it gives the order of use, but no time at which anything was read. */
  lastUse: number;
}

interface ClipSchema extends DBSchema {
  clips: { key: string; value: ClipRecord; indexes: { lastUse: number } };
  sounds: { key: string; value: Pick<Clip, "sound" | "words"> };
  secrets: { key: string; value: CryptoKey };
}

interface Store {
  db: IDBPDatabase<ClipSchema>;
  secret: CryptoKey;
  totals: ClipTotals;
  lastUse: number;
}

type Change = IDBPTransaction<ClipSchema, ["clips", "sounds"], "readwrite">;

/** A sentence waits at most this long for its sound from disk. After that it is synthesised. */
const readTimeoutMs = 1_000;
/** Only the next write waits for a write. */
const writeTimeoutMs = 5_000;
/** At most this many sounds wait for a slow disk. More are not stored, so that they do not fill the memory. */
const maxWaiting = 8;
/**
 * When the browser has no room left, clips are evicted to make room for this many clips like the new one, but never more than half of all.
 */
const clipsToMakeRoomFor = 4;
/**
 * If a write fails even after clips were evicted (something else may fill the disk), no more are evicted for this long. Otherwise the cache
 * would lose all its clips.
 */
const evictionPauseMs = 60_000;

/**
 * Clips in IndexedDB, under keys from which the text cannot be guessed.
 *
 * Invariants:
 * - `clips` and `sounds` change in one transaction, so they hold the same keys.
 * - `totals` changes only after a transaction is on disk, even if its caller has stopped waiting.
 * - Writes run one after another, and no other context writes here.
 */
export function createIndexedDbClipStore(initialLimitBytes: number, onEvict: OnEvict): ClipStore & { open(): Promise<void> } {
  let limitBytes = initialLimitBytes;
  let totals = noClips;
  /** The connection from which `totals` was counted. Results of an older connection are ignored. */
  let counted: Store | undefined;
  let noEvictionUntil = -Infinity;
  let lastTurn: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  const database = createResilientDatabase<ClipSchema, Store>({
    name: "clips",
    version: 3,
    where: "clips",
    upgrade(db) {
      for (const name of db.objectStoreNames) db.deleteObjectStore(name);
      db.createObjectStore("clips", { keyPath: "key" }).createIndex("lastUse", "lastUse");
      db.createObjectStore("sounds");
      db.createObjectStore("secrets");
    },
    async prepare(db) {
      const store = await readStore(db);
      ({ totals } = store);
      counted = store;
      return store;
    },
    onLost: () => {
      totals = noClips;
      counted = undefined;
    },
  });

  const reportEvicted = ({ count, sizeBytes }: ClipTotals): void => {
    if (count > 0) onEvict(count, sizeBytes);
  };

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = lastTurn.then(work);
    lastTurn = turn.catch(() => undefined);
    return turn;
  };

  /** Runs `work`, which changes clips, in one transaction. `work` returns what it put, replaced and evicted. */
  const change = async (
    store: Store,
    signal: AbortSignal,
    work: (tx: Change) => Promise<{ put: ClipTotals; replaced: ClipTotals; evicted: ClipTotals }>,
  ): Promise<void> => {
    signal.throwIfAborted();
    const tx = store.db.transaction(["clips", "sounds"], "readwrite");
    tx.done.catch(() => undefined);
    const giveUp = (): void => {
      try {
        tx.abort();
      } catch {
        // The transaction has ended, or its end will still be counted.
      }
    };
    signal.addEventListener("abort", giveUp);
    try {
      const { put, replaced, evicted } = await work(tx);
      await tx.done;
      if (counted !== store) return;
      totals = minus(minus(totals, replaced), minus(evicted, put));
      reportEvicted(evicted);
    } catch (thrown) {
      giveUp();
      throw thrown;
    } finally {
      signal.removeEventListener("abort", giveUp);
    }
  };

  const evictDownTo = (bytes: number, store: Store, signal: AbortSignal): Promise<void> =>
    change(store, signal, async (tx) => ({ put: noClips, replaced: noClips, evicted: await evict(tx, bytes) }));

  /** Runs `put`. If the browser has no room, evicts the least recently used clips and runs it once more. */
  const putWithRoom = async (put: () => Promise<void>, sizeBytes: number, store: Store, signal: AbortSignal): Promise<void> => {
    try {
      await put();
    } catch (thrown) {
      if (!isQuotaExceeded(thrown) || totals.count === 0 || performance.now() < noEvictionUntil) throw thrown;
      await evictDownTo(Math.max(totals.sizeBytes / 2, totals.sizeBytes - clipsToMakeRoomFor * sizeBytes), store, signal);
      noEvictionUntil = performance.now() + evictionPauseMs;
      await put();
      noEvictionUntil = -Infinity;
    }
  };

  /** Marks a clip as the most recently used, unless it was evicted in the meantime. */
  const touch = (key: string): Promise<unknown> =>
    inTurn(() =>
      database.use(async (store) => {
        const tx = store.db.transaction("clips", "readwrite");
        const record = await tx.store.get(key);
        await Promise.all([record && tx.store.put({ ...record, lastUse: ++store.lastUse }), tx.done]);
      }, writeTimeoutMs),
    ).catch(() => undefined);

  return {
    /** Opens the database now. Otherwise the first use opens it. */
    open: async () => void (await database.use(() => Promise.resolve(), writeTimeoutMs)),
    async get(identity, leaveNoTrace) {
      const found = await database.use(async (store) => {
        const key = await clipKey(store.secret, identity);
        // Read-only, so that playback does not wait for pending writes.
        const tx = store.db.transaction(["clips", "sounds"]);
        const [record, spoken] = await Promise.all([tx.objectStore("clips").get(key), tx.objectStore("sounds").get(key)]);
        return record && isWhole(spoken, record) ? { key, clip: { ...spoken, sampleRate: record.sampleRate } } : undefined;
      }, readTimeoutMs);
      if (found && !leaveNoTrace) void touch(found.key);
      return found?.clip;
    },
    async put(identity, clip) {
      const sizeBytes = clip.sound.byteLength;
      if (sizeBytes > limitBytes || waiting >= maxWaiting) return;
      waiting++;
      const added: ClipTotals = { count: 1, sizeBytes, durationSeconds: durationOf(clip) };
      const put = async (store: Store, signal: AbortSignal): Promise<void> => {
        const key = await clipKey(store.secret, identity);
        const putOnce = (): Promise<void> =>
          change(store, signal, async (tx) => {
            const replaced = totalsOf([await tx.objectStore("clips").get(key)]);
            const record: ClipRecord = {
              key,
              sampleRate: clip.sampleRate,
              sizeBytes,
              durationSeconds: added.durationSeconds,
              lastUse: ++store.lastUse,
            };
            const isOver = totals.sizeBytes + sizeBytes > limitBytes;
            const kept = [tx.objectStore("clips").put(record), tx.objectStore("sounds").put({ sound: clip.sound, words: clip.words }, key)];
            const [evicted] = await Promise.all([isOver ? evict(tx, limitBytes) : noClips, ...kept]);
            return { put: added, replaced, evicted };
          });
        await putWithRoom(putOnce, sizeBytes, store, signal);
      };
      await inTurn(() => database.use(put, writeTimeoutMs)).finally(() => waiting--);
    },
    async limit(bytes) {
      limitBytes = bytes;
      await inTurn(async () => {
        if (totals.sizeBytes > limitBytes) await database.use((store, signal) => evictDownTo(limitBytes, store, signal), writeTimeoutMs);
      });
    },
    destroy: () => inTurn(() => database.destroy()),
    totals: () => totals,
  };
}

async function readStore(db: IDBPDatabase<ClipSchema>): Promise<Store> {
  // Opens all stores, so that a database with a missing store fails here.
  const tx = db.transaction(["clips", "sounds", "secrets"]);
  const [records] = await Promise.all([tx.objectStore("clips").getAll(), tx.done]);
  let secret = await db.get("secrets", "clips");
  if (!secret) {
    secret = await makeSecret();
    await db.put("secrets", secret, "clips");
  }
  return { db, secret, totals: totalsOf(records), lastUse: records.reduce((last, { lastUse }) => Math.max(last, lastUse), 0) };
}

function isQuotaExceeded(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === "QuotaExceededError";
}

/** Evicts the least recently used clips until at most `limitBytes` are left, and returns the totals of what it evicted. */
async function evict(tx: Change, limitBytes: number): Promise<ClipTotals> {
  const clips = tx.objectStore("clips");
  const records = await clips.index("lastUse").getAll();
  // The total comes from the records on disk, not from `totals`, which may be out of date.
  let total = totalsOf(records).sizeBytes;
  const evicted: ClipRecord[] = [];
  for (const oldest of records) {
    if (total <= limitBytes) break;
    total -= oldest.sizeBytes;
    evicted.push(oldest);
  }
  await Promise.all(evicted.flatMap(({ key }) => [clips.delete(key), tx.objectStore("sounds").delete(key)]));
  return totalsOf(evicted);
}

function totalsOf(found: (ClipRecord | undefined)[]): ClipTotals {
  const records = found.filter((record) => record !== undefined);
  return {
    count: records.length,
    sizeBytes: records.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    durationSeconds: records.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0),
  };
}

function minus(a: ClipTotals, b: ClipTotals): ClipTotals {
  return { count: a.count - b.count, sizeBytes: a.sizeBytes - b.sizeBytes, durationSeconds: a.durationSeconds - b.durationSeconds };
}

/** Whether what was read is what was put. The disk may have damaged it. */
function isWhole(spoken: Pick<Clip, "sound" | "words"> | undefined, { sizeBytes }: ClipRecord): spoken is Pick<Clip, "sound" | "words"> {
  return spoken?.sound instanceof ArrayBuffer && spoken.sound.byteLength === sizeBytes && isWords(spoken.words);
}

function isWords(words: unknown): words is WordTiming[] {
  return (
    Array.isArray(words) &&
    words.every((word: Partial<WordTiming> | null) => [word?.start, word?.end, word?.startSeconds].every(Number.isFinite))
  );
}
