import { deleteDB, openDB, type DBSchema, type IDBPDatabase, type OpenDBCallbacks } from "idb";
import { withTimeout } from "../../src/shared/with-timeout.ts";
import { log } from "../../src/shared/diagnostic-log.ts";

/**
 * A database that may fail at any time without stopping its user: the disk can be full, the files damaged or of another version, the
 * database deleted by someone else.
 */
export interface ResilientDatabase<Prepared> {
  /**
   * Runs `work`, and once more on a new connection if the first was lost. Resolves to undefined if that failed or took longer than
   * `timeoutMs`. Then `signal` aborts; work that ignores `signal` may still finish later.
   */
  use<T>(work: (prepared: Prepared, signal: AbortSignal) => Promise<T>, timeoutMs: number): Promise<T | undefined>;
  /**
   * Deletes the database; the next use creates it again. Rejects with a `TimeoutError` while another page keeps it open. It is deleted when
   * that page closes it.
   */
  destroy(): Promise<void>;
}

/**
 * Errors that only deleting the database repairs, if they happen twice in a row on opening: another version, unreadable files, missing
 * stores.
 */
const repairedByDeleting = new Set(["VersionError", "UnknownError", "NotFoundError"]);

/** Two attempts to open the database as it is, and one after it was deleted or after `work` failed once. */
const maxAttempts = 3;

/** Deleting waits until all other connections are closed. Ours close when they get the `blocking` event. */
const deleteTimeoutMs = 5_000;

/** Which database it is, and how each new connection is prepared. */
export interface DatabaseSource<Schema extends DBSchema, Prepared> {
  name: string;
  version: number;
  upgrade: NonNullable<OpenDBCallbacks<Schema>["upgrade"]>;
  prepare: (db: IDBPDatabase<Schema>) => Promise<Prepared>;
  /** Called when a connection was lost or given up: what was read from it is no longer valid. */
  onLost: () => void;
  where: "clips" | "voice usage" | "reading places";
}

/** Creates the database object. The database is opened at its first use. */
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
    lost.then(
      ({ db }) => db.close(),
      () => undefined,
    );
    onLost();
  };

  const connect = (): NonNullable<typeof connection> => {
    const opening = (async () => {
      const db = await openDB<Schema>(name, version, {
        upgrade,
        // Someone deletes or upgrades the database. They would wait for ever if this connection stayed open.
        blocking(_version, _blockedVersion, event) {
          // The event's target is the connection that blocks.
          (event.target as IDBDatabase).close();
          lose(opening);
        },
        terminated: () => lose(opening),
      });
      try {
        return { db, prepared: await prepare(db) };
      } catch (thrown) {
        db.close();
        throw thrown;
      }
    })();
    connection = opening;
    return opening;
  };

  return {
    async use(work, timeoutMs) {
      let faultOfOpening: string | undefined;
      let hasFailed = false;
      for (let attempt = 1; attempt <= maxAttempts; attempt++) {
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
          // It may still open, for example when another version closes its connection.
          if (fault === "TimeoutError") return undefined;
          // A full disk does not mean that the connection is broken.
          if (isOpen && (fault === "QuotaExceededError" || hasFailed)) return undefined;
          hasFailed = isOpen;
          lose(used);
          if (fault === faultOfOpening && repairedByDeleting.has(fault))
            await within(deleteTimeoutMs, deleteDB(name)).catch(() => undefined);
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
