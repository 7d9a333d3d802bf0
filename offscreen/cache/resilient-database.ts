import { deleteDB, openDB, type DBSchema, type IDBPDatabase, type OpenDBCallbacks } from "idb";
import { withTimeout } from "../../src/shared/with-timeout.ts";
import { log } from "../../src/shared/diagnostic-log.ts";

/** A database that nothing may depend on: it can be full, damaged, in the way of another version, or deleted underneath at any moment. */
export interface ResilientDatabase<Prepared> {
  /**
   * Has `work` done, once more on a fresh connection if the first was lost. Resolves to undefined if it could not be done, or if
   * that took longer than `timeoutMs`; then `signal` aborts, and what `work` does not break off may still end later.
   */
  use<T>(work: (prepared: Prepared, signal: AbortSignal) => Promise<T>, timeoutMs: number): Promise<T | undefined>;
  /** Deletes the database; the next use makes it anew. Rejects with a `TimeoutError` if another page holds on to it; it goes when that lets go. */
  destroy(): Promise<void>;
}

/** Faults that only a database made anew is rid of, when it cannot be opened because of them twice in a row: another version's, unreadable files, missing stores. */
const repairedByDeleting = new Set(["VersionError", "UnknownError", "NotFoundError"]);

/** Two to open the database as it is, and one more when it was made anew, or for `work` that failed first. */
const mostAttempts = 3;

/** Deleting waits for every other connection to close, which ours do when they are asked to. */
const deleteTimeoutMs = 5_000;

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
    async use(work, timeoutMs) {
      let faultOfOpening: string | undefined;
      let hasFailed = false;
      for (let attempt = 1; attempt <= mostAttempts; attempt++) {
        const used = connection ?? connect();
        const controller = new AbortController();
        let isOpen = false;
        const done = used.then(({ prepared }) => {
          controller.signal.throwIfAborted();
          isOpen = true;
          return work(prepared, controller.signal);
        });
        try {
          return await within(timeoutMs, done);
        } catch (thrown) {
          const fault = thrown instanceof Error ? thrown.name : "Error";
          log({ event: "error", where, code: fault });
          controller.abort();
          // It may yet open, for instance when another version lets go of it.
          if (fault === "TimeoutError") return undefined;
          // A full disk is no fault of the connection.
          if (isOpen && (fault === "QuotaExceededError" || hasFailed)) return undefined;
          hasFailed = isOpen;
          lose(used);
          if (fault === faultOfOpening && repairedByDeleting.has(fault)) await within(deleteTimeoutMs, deleteDB(name)).catch(() => undefined);
          faultOfOpening = isOpen ? undefined : fault;
        }
      }
      return undefined;
    },
    async destroy() {
      lose(connection);
      await within(deleteTimeoutMs, deleteDB(name));
    },
  };
}

function within<T>(timeoutMs: number, promise: Promise<T>): Promise<T> {
  return withTimeout(promise, timeoutMs, () => new DOMException("the database does not answer", "TimeoutError"));
}
