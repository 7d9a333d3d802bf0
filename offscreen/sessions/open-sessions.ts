import { log } from "../../src/shared/diagnostic-log.ts";
import type { Session } from "./session.ts";

/** How much memory all sessions may use together, and how long a session may be idle. `idleMs` 0 means for ever. */
export interface SessionLimits {
  budgetBytes: number;
  idleMs: number;
}

/** A session that is open. */
export interface OpenSession {
  key: string;
  session: Session;
  lastUsedAt: number;
}

/**
 * The open sessions. A session is closed when the budget is exceeded (the least recently used first) or when it has been idle too long, but
 * never while it is speaking.
 */
export interface OpenSessions {
  /** The session under `key`; counts as a use. */
  use(key: string): Session | undefined;
  has(key: string): boolean;
  /** Adds a session as the most recently used, or, if it is `spare`, as the first to be closed. */
  add(entry: OpenSession, spare: boolean): void;
  /** Reports that a session has finished a text. */
  finished(entry: OpenSession): void;
  /** Reports that a session's worker has died. */
  died(entry: OpenSession): void;
  /** Closes a session as soon as it has finished its current text. A second call closes it at once. */
  close(key: string): void;
  /** Closes all sessions that are not speaking. Returns false when there was none. */
  closeIdleNow(): boolean;
  /** Closes sessions over the budget, before another session opens. */
  makeRoom(): void;
  limit(limits: SessionLimits): void;
  /** Bytes that are still free in the budget. */
  freeBytes(): number;
  /** The memory that the session under `key` used when it was last closed: an estimate of what it will use. */
  bytesWhenClosed(key: string): number;
  /** All sessions, including those at their last text, the least recently used first. */
  list(): OpenSession[];
}

/**
 * `reservedBytes` returns the memory that sessions which are opening will use.
 *
 * Invariants:
 * - The order of `open` is the order of use, oldest first.
 * - Sessions in `leaving` are speaking their last text.
 * - A session in neither collection is closed.
 */
export function createOpenSessions(initial: SessionLimits, reservedBytes: () => number, onChange: () => void): OpenSessions {
  const open = new Map<string, OpenSession>();
  const leaving = new Set<OpenSession>();
  const closedBytes = new Map<string, number>();
  let { budgetBytes, idleMs } = initial;
  let idleTimer: ReturnType<typeof setTimeout> | undefined;

  const list = (): OpenSession[] => [...open.values(), ...leaving];
  const freeBytes = (): number => budgetBytes - reservedBytes() - list().reduce((sum, { session }) => sum + session.memoryBytes(), 0);

  const closeNow = (entry: OpenSession, because: "budget" | "idle" | "asked" | "memory"): void => {
    if (open.get(entry.key) === entry) open.delete(entry.key);
    leaving.delete(entry);
    log({ event: "session closed", voice: entry.key, because });
    closedBytes.set(entry.key, entry.session.memoryBytes());
    entry.session.close();
  };

  const closeOverBudget = (spared: OpenSession | undefined): void => {
    for (const entry of open.values()) {
      if (freeBytes() >= 0) return;
      if (entry !== spared && !entry.session.isBusy()) closeNow(entry, "budget");
    }
  };
  /** The most recently used session may be larger than the budget: it is the one that the user listens to. */
  const keepToBudget = (): void => closeOverBudget([...open.values()].at(-1));

  const closeIdle = (): void => {
    clearTimeout(idleTimer);
    if (idleMs === 0) return;
    let nextMs = Infinity;
    for (const entry of open.values()) {
      const leftMs = entry.session.isBusy() ? idleMs : entry.lastUsedAt + idleMs - Date.now();
      if (leftMs > 0) nextMs = Math.min(nextMs, leftMs);
      else {
        closeNow(entry, "idle");
        onChange();
      }
    }
    if (nextMs < Infinity) idleTimer = setTimeout(closeIdle, nextMs);
  };

  return {
    use(key) {
      const entry = open.get(key);
      if (!entry) return undefined;
      entry.lastUsedAt = Date.now();
      open.delete(key);
      open.set(key, entry);
      return entry.session;
    },
    has: (key) => open.has(key),
    add(entry, spare) {
      const others = [...open.values()];
      open.set(entry.key, entry);
      if (spare) {
        for (const { key } of others) open.delete(key);
        for (const other of others) open.set(other.key, other);
      }
      keepToBudget();
      closeIdle();
    },
    finished(entry) {
      entry.lastUsedAt = Date.now();
      if (leaving.has(entry) && !entry.session.isBusy()) closeNow(entry, "asked");
      // A session's memory grows with its first text, and with its longest.
      keepToBudget();
      closeIdle();
      onChange();
    },
    died(entry) {
      log({ event: "session closed", voice: entry.key, because: "died" });
      leaving.delete(entry);
      if (open.get(entry.key) === entry) open.delete(entry.key);
      onChange();
    },
    close(key) {
      for (const entry of leaving) if (entry.key === key) closeNow(entry, "asked");
      const entry = open.get(key);
      if (!entry) return;
      if (entry.session.isBusy()) {
        open.delete(key);
        leaving.add(entry);
      } else closeNow(entry, "asked");
    },
    closeIdleNow() {
      const idle = [...open.values()].filter(({ session }) => !session.isBusy());
      for (const entry of idle) closeNow(entry, "memory");
      return idle.length > 0;
    },
    makeRoom: () => closeOverBudget(undefined),
    limit(limits) {
      ({ budgetBytes, idleMs } = limits);
      keepToBudget();
      closeIdle();
    },
    freeBytes,
    bytesWhenClosed: (key) => closedBytes.get(key) ?? 0,
    list,
  };
}
