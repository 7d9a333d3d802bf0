import { log } from "../../src/shared/diagnostic-log.ts";
import type { Session } from "./session.ts";

/** What the sessions may take together, and how long one may lie idle: 0 is for ever. */
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

/** The sessions that are open, and which of them stay so: closed by least recent use when over budget, and when idle; never while at work. */
export interface OpenSessions {
  /** The session under `key`; counts as a use. */
  use(key: string): Session | undefined;
  has(key: string): boolean;
  /** Takes a session in, as the one used last; a `spare` one as the first to be closed. */
  add(entry: OpenSession, spare: boolean): void;
  /** A session has finished a text. */
  finished(entry: OpenSession): void;
  /** A session's worker has died. */
  died(entry: OpenSession): void;
  /** Closes a session, as soon as it has finished what it is at; a second call does not wait for that. */
  close(key: string): void;
  /** Closes all that are not at work; false when there was none. */
  closeIdleNow(): boolean;
  /** Closes what is over budget for a session that is going to open. */
  makeRoom(): void;
  limit(limits: SessionLimits): void;
  /** Bytes that may still be taken. */
  freeBytes(): number;
  /** What the session under `key` took when it was closed last: a guess at what it will take. */
  tookBytes(key: string): number;
  /** Those at their last sentence included, the least recently used first. */
  list(): OpenSession[];
}

/**
 * `reservedBytes` tells what sessions that are being opened will take.
 *
 * Invariants: the order of `open` is the order of use, oldest first. A session that is neither in `open` nor in `leaving` is closed; one in
 * `leaving` is at its last text.
 */
export function createOpenSessions(initial: SessionLimits, reservedBytes: () => number, onChange: () => void): OpenSessions {
  const open = new Map<string, OpenSession>();
  const leaving = new Set<OpenSession>();
  const took = new Map<string, number>();
  let { budgetBytes, idleMs } = initial;
  let idleTimer: ReturnType<typeof setTimeout> | undefined;

  const list = (): OpenSession[] => [...open.values(), ...leaving];
  const freeBytes = (): number => budgetBytes - reservedBytes() - list().reduce((sum, { session }) => sum + session.memoryBytes(), 0);

  const shut = (entry: OpenSession, because: "budget" | "idle" | "asked" | "memory"): void => {
    if (open.get(entry.key) === entry) open.delete(entry.key);
    leaving.delete(entry);
    log({ event: "session closed", voice: entry.key, because });
    took.set(entry.key, entry.session.memoryBytes());
    entry.session.close();
  };

  const closeOverBudget = (spared: OpenSession | undefined): void => {
    for (const entry of open.values()) {
      if (freeBytes() >= 0) return;
      if (entry !== spared && !entry.session.isBusy()) shut(entry, "budget");
    }
  };
  /** The one used last may be larger than the budget: it is what the person listens to. */
  const keepToBudget = (): void => closeOverBudget([...open.values()].at(-1));

  const closeIdle = (): void => {
    clearTimeout(idleTimer);
    if (idleMs === 0) return;
    let nextMs = Infinity;
    for (const entry of open.values()) {
      const leftMs = entry.session.isBusy() ? idleMs : entry.lastUsedAt + idleMs - Date.now();
      if (leftMs > 0) nextMs = Math.min(nextMs, leftMs);
      else {
        shut(entry, "idle");
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
      if (leaving.has(entry) && !entry.session.isBusy()) shut(entry, "asked");
      // A session grows with its first text, and with its longest.
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
      for (const entry of leaving) if (entry.key === key) shut(entry, "asked");
      const entry = open.get(key);
      if (!entry) return;
      if (entry.session.isBusy()) {
        open.delete(key);
        leaving.add(entry);
      } else shut(entry, "asked");
    },
    closeIdleNow() {
      const idle = [...open.values()].filter(({ session }) => !session.isBusy());
      for (const entry of idle) shut(entry, "memory");
      return idle.length > 0;
    },
    makeRoom: () => closeOverBudget(undefined),
    limit(limits) {
      ({ budgetBytes, idleMs } = limits);
      keepToBudget();
      closeIdle();
    },
    freeBytes,
    tookBytes: (key) => took.get(key) ?? 0,
    list,
  };
}
