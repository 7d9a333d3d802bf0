import type { DBSchema, IDBPDatabase } from "idb";
import type { Utterance } from "../../src/shared/protocol.ts";
import { withoutFragment } from "../../src/shared/without-fragment.ts";
import { keyedHash, makeSecret } from "./keyed-hash.ts";
import { createResilientDatabase } from "./resilient-database.ts";

/** What identifies a text that is read again. */
export type PlacedText = Pick<Utterance, "address" | "text">;

/**
 * Where the reading of texts stopped, on disk for a week. Neither text nor address can be found from what is stored. Methods do not reject,
 * except `clear`: when the database fails, nothing is found and nothing is stored.
 */
export interface ReadingPlaces {
  /** The offset at which the reading of this text stopped. */
  find(text: PlacedText): Promise<number | undefined>;
  keep(text: PlacedText, offset: number): Promise<void>;
  forget(text: PlacedText): Promise<void>;
  /** Deletes every place and the secret behind the keys. */
  clear(): Promise<void>;
}

/** `day` is when the text was read last, in days since the epoch: no finer time is kept. */
interface Place {
  offset: number;
  day: number;
}

interface PlacesSchema extends DBSchema {
  places: { key: string; value: Place; indexes: { day: number } };
  secrets: { key: string; value: CryptoKey };
}

interface Store {
  db: IDBPDatabase<PlacesSchema>;
  secret: CryptoKey;
}

const timeoutMs = 2_000;
const keptDays = 7;
const maxPlaces = 500;
const dayMs = 86_400_000;

/** Opens the places on disk. They are changed one after another, in the order of the calls. */
export function createReadingPlaces(): ReadingPlaces {
  let lastTurn: Promise<unknown> = Promise.resolve();
  const database = createResilientDatabase<PlacesSchema, Store>({
    name: "reading-places",
    version: 1,
    where: "reading places",
    upgrade(db) {
      db.createObjectStore("places").createIndex("day", "day");
      db.createObjectStore("secrets");
    },
    async prepare(db) {
      const secret = (await db.get("secrets", "places")) ?? (await makeSecret());
      await db.put("secrets", secret, "places");
      await removeOld(db);
      return { db, secret };
    },
    onLost: () => undefined,
  });

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = lastTurn.then(work);
    lastTurn = turn.catch(() => undefined);
    return turn;
  };

  return {
    find: (text) =>
      inTurn(() =>
        database.use(async ({ db, secret }) => {
          const place = await db.get("places", await keyOf(secret, text));
          return place && !isOld(place) ? place.offset : undefined;
        }, timeoutMs),
      ),
    keep: (text, offset) =>
      inTurn(() =>
        database.use(async ({ db, secret }) => {
          await db.put("places", { offset, day: today() }, await keyOf(secret, text));
          await removeOld(db);
        }, timeoutMs),
      ),
    forget: (text) => inTurn(() => database.use(async ({ db, secret }) => db.delete("places", await keyOf(secret, text)), timeoutMs)),
    clear: () => inTurn(() => database.destroy()),
  };
}

function keyOf(secret: CryptoKey, { address, text }: PlacedText): Promise<string> {
  return keyedHash(secret, [withoutFragment(address), text]);
}

const today = (): number => Math.floor(Date.now() / dayMs);

/** A day in the future means that the clock was wrong. */
const isOld = ({ day }: Place): boolean => day < today() - keptDays || day > today();

/** Removes what is a week old, and the oldest places beyond `maxPlaces`. */
async function removeOld(db: IDBPDatabase<PlacesSchema>): Promise<void> {
  const tx = db.transaction("places", "readwrite");
  const byDay = tx.store.index("day");
  const [keys, places] = await Promise.all([byDay.getAllKeys(), byDay.getAll()]);
  const tooMany = places.length - maxPlaces;
  const removed = keys.filter((_, i) => i < tooMany || isOld(places[i] ?? { offset: 0, day: 0 }));
  await Promise.all([...removed.map((key) => tx.store.delete(key)), tx.done]);
}
