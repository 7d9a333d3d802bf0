import { deleteDB, openDB, type DBSchema, type IDBPDatabase, type OpenDBCallbacks } from "idb";
import { log } from "../../src/shared/diagnostic-log.ts";

/** A database that nothing may depend on: it can be full, damaged, in the way of another version, or deleted underneath at any moment. */
export interface ResilientDatabase<Prepared> {
  /**
   * Has `work` done, once more on a fresh connection if the first was lost. Resolves to undefined if it could not be done, or if
   * that took longer than `patienceMs`; `work` may then still end later.
   */
  use<T>(work: (prepared: Prepared) => Promise<T>, patienceMs: number): Promise<T | undefined>;
  /** Deletes the database; the next use makes it anew. Rejects with a `TimeoutError` if another page holds on to it; it goes when that lets go. */
  destroy(): Promise<void>;
}

/** Faults that only a database made anew is rid of: another version's, unreadable files, missing stores. */
const repairedByDeleting = new Set(["VersionError", "UnknownError", "NotFoundError"]);

/** Deleting waits for every other connection to close, which ours do when they are asked to. */
const deletePatienceMs = 5_000;

/** Which database, and what is done with each fresh connection. */
export interface DatabaseSource<Schema extends DBSchema, Prepared> {
  name: string;
  version: number;
  upgrade: NonNullable<OpenDBCallbacks<Schema>["upgrade"]>;
  prepare: (db: IDBPDatabase<Schema>) => Promise<Prepared>;
  /** Called when a connection was lost or given up, so that nothing that was read from it is believed any longer. */
  onLost: () => void;
  where: "clips" | "voice usage";
}

/** The database opens at its first use. */
export function createResilientDatabase<Schema extends DBSchema, Prepared>({
  name,
  version,
  upgrade,
  prepare,
  onLost,
  where,
}: DatabaseSource<Schema, Prepared>): ResilientDatabase<Prepared> {
  let connection: Promise<{ db: IDBPDatabase<Schema>; prepared: Prepared }> | undefined;

  const lose = (lost: typeof connection): void => {
    if (!lost || connection !== lost) return;
    connection = undefined;
    lost.then(({ db }) => db.close(), () => undefined);
    onLost();
  };

  const connect = (): NonNullable<typeof connection> => {
    const made = (async () => {
      const db = await openDB<Schema>(name, version, {
        upgrade,
        // Someone deletes or upgrades it: a connection that stays would make them wait for ever.
        blocking(_version, _blockedVersion, event) {
          // The event comes to the connection that is in the way.
          (event.target as IDBDatabase).close();
          lose(made);
        },
        terminated: () => lose(made),
      });
      try {
        return { db, prepared: await prepare(db) };
      } catch (thrown) {
        db.close();
        throw thrown;
      }
    })();
    connection = made;
    return made;
  };

  return {
    async use(work, patienceMs) {
      for (const isLastAttempt of [false, true]) {
        const used = connection ?? connect();
        try {
          const done = used.then(({ prepared }) => work(prepared));
          return await within(patienceMs, done);
        } catch (thrown) {
          const fault = thrown instanceof Error ? thrown.name : "Error";
          log({ event: "trouble", where, code: fault });
          // It may yet open, for instance when another version lets go of it.
          if (fault === "TimeoutError") return undefined;
          lose(used);
          if (isLastAttempt) return undefined;
          if (repairedByDeleting.has(fault)) await within(deletePatienceMs, deleteDB(name)).catch(() => undefined);
        }
      }
      return undefined;
    },
    async destroy() {
      lose(connection);
      await within(deletePatienceMs, deleteDB(name));
    },
  };
}

async function within<T>(timeoutMs: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException("the database does not answer", "TimeoutError")), timeoutMs);
  });
  promise.catch(() => undefined);
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
