import { log } from "../../src/shared/diagnostic-log.ts";
import { isOutOfMemory } from "./out-of-memory.ts";
import type { Session } from "./session.ts";
import { trackSession, type TrackedSession } from "./tracked-session.ts";

/** How a session is opened, and what is known of it before. */
export interface SessionSource {
  /** Rejects when `signal` aborts; `onDied` is called if the session dies after it was opened. */
  open(onDied: () => void, signal: AbortSignal): Promise<Session>;
  /** It will take at least so much memory. */
  leastBytes: number;
}

/** What the sessions may take together, and how long one may lie idle: 0 is for ever. */
export interface SessionLimits {
  budgetBytes: number;
  idleMs: number;
}

/** The sessions in memory: one per key, opened once however many ask, closed by least recent use when over budget, and when idle. */
export interface SessionCache {
  /** The session under `key` if it is open now; counts as a use. */
  ready(key: string): Session | undefined;
  /** The session under `key`, opened unless it is open or being opened; rejects with an `AbortError` if it is closed meanwhile. */
  obtain(key: string, source: SessionSource): Promise<Session>;
  /**
   * Opens a session before it is needed; a `spare` one only if there is room, and then it is the first to be closed again. Gives up
   * with an `AbortError` when `signal` aborts, unless somebody has obtained the session meanwhile.
   */
  openAhead(key: string, source: SessionSource, spare: boolean, signal: AbortSignal): Promise<void>;
  /** Closes one session, as soon as it has finished the sentence it is working on; a second call does not wait for that. */
  close(key: string): void;
  closeAll(): void;
  /** Takes over new limits, and closes what is over them. */
  limit(limits: SessionLimits): void;
  /** Those being opened, and the open ones with the least recently used first. */
  list(): { key: string; memoryBytes: number; status: "opening" | "open" }[];
}

interface Open {
  key: string;
  session: TrackedSession;
  lastUsedAt: number;
}

interface Opening {
  arrival: Promise<Session>;
  controller: AbortController;
  leastBytes: number;
  spare: boolean;
  /** True once somebody waits for it to speak. */
  needed: boolean;
}

/**
 * Invariants: a key is either opening or open, never both. The order of `open` is the order of use, oldest first. A session that is
 * neither in `open` nor in `leaving` is closed; one in `leaving` is at work on its last sentence.
 */
export function createSessionCache(initial: SessionLimits, onChange: () => void): SessionCache {
  const opening = new Map<string, Opening>();
  const open = new Map<string, Open>();
  const leaving = new Set<Open>();
  /** What sessions took when they were closed: a better guess than `leastBytes` when they come back. */
  const tookBytes = new Map<string, number>();
  let { budgetBytes, idleMs } = initial;
  let idleTimer: ReturnType<typeof setTimeout> | undefined;

  const leastBytesOf = (key: string, { leastBytes }: SessionSource): number => Math.max(leastBytes, tookBytes.get(key) ?? 0);

  const usedBytes = (): number => {
    let total = 0;
    for (const { session } of [...open.values(), ...leaving]) total += session.memoryBytes();
    for (const { leastBytes } of opening.values()) total += leastBytes;
    return total;
  };

  const shut = (entry: Open, because: "budget" | "idle" | "asked" | "memory"): void => {
    log({ event: "session closed", voice: entry.key, because });
    tookBytes.set(entry.key, entry.session.memoryBytes());
    entry.session.close();
  };

  /** Closes the least recently used until all fits; never one at work, nor `spared`. */
  const closeOverBudget = (spared: Open | undefined): void => {
    let excess = usedBytes() - budgetBytes;
    for (const entry of open.values()) {
      if (excess <= 0) return;
      if (entry === spared || entry.session.isBusy()) continue;
      excess -= entry.session.memoryBytes();
      open.delete(entry.key);
      shut(entry, "budget");
    }
  };

  const lastUsed = (): Open | undefined => [...open.values()].at(-1);

  const closeIdle = (): void => {
    clearTimeout(idleTimer);
    if (idleMs === 0) return;
    let nextMs = Infinity;
    for (const entry of open.values()) {
      const leftMs = entry.session.isBusy() ? idleMs : entry.lastUsedAt + idleMs - Date.now();
      if (leftMs > 0) nextMs = Math.min(nextMs, leftMs);
      else {
        open.delete(entry.key);
        shut(entry, "idle");
        onChange();
      }
    }
    if (nextMs < Infinity) idleTimer = setTimeout(closeIdle, nextMs);
  };

  const closeForMemory = (): boolean => {
    const idle = [...open.values()].filter(({ session }) => !session.isBusy());
    for (const entry of idle) {
      open.delete(entry.key);
      shut(entry, "memory");
    }
    return idle.length > 0;
  };

  const settle = (entry: Open): void => {
    entry.lastUsedAt = Date.now();
    if (leaving.has(entry) && !entry.session.isBusy()) {
      leaving.delete(entry);
      shut(entry, "asked");
    }
    // A session grows with its first sentence, and with its longest.
    closeOverBudget(lastUsed());
    closeIdle();
    onChange();
  };

  const ready = (key: string): Session | undefined => {
    const entry = open.get(key);
    if (!entry) return undefined;
    entry.lastUsedAt = Date.now();
    open.delete(key);
    open.set(key, entry);
    return entry.session;
  };

  const begin = (key: string, source: SessionSource, spare: boolean): Opening => {
    const controller = new AbortController();
    const { signal } = controller;
    const leastBytes = leastBytesOf(key, source);
    const startedAt = performance.now();
    let entry: Open | undefined;
    let died = false;
    const onDied = (): void => {
      died = true;
      if (!entry) return;
      log({ event: "session closed", voice: key, because: "died" });
      leaving.delete(entry);
      if (open.get(key) === entry) open.delete(key);
      onChange();
    };

    const arrive = async (): Promise<Session> => {
      try {
        const opened = await source.open(onDied, signal).catch((thrown: unknown) => {
          if (!isOutOfMemory(thrown) || !closeForMemory()) throw thrown;
          return source.open(onDied, signal);
        });
        if (signal.aborted) opened.close();
        signal.throwIfAborted();
        const arrived: Open = {
          key,
          lastUsedAt: Date.now(),
          session: trackSession(opened, (durationMs, soundSeconds) => {
            log({ event: "sentence synthesised", voice: key, durationMs: Math.round(durationMs), soundSeconds });
            settle(arrived);
          }),
        };
        entry = arrived;
        log({ event: "session created", voice: key, durationMs: Math.round(performance.now() - startedAt), memoryBytes: opened.memoryBytes() });
        opening.delete(key);
        if (!died) keep(arrived, underWay.spare);
        return arrived.session;
      } finally {
        if (opening.get(key) === underWay) opening.delete(key);
        onChange();
      }
    };

    const underWay: Opening = { controller, leastBytes, spare, needed: false, arrival: Promise.resolve().then(arrive) };
    opening.set(key, underWay);
    closeOverBudget(undefined);
    onChange();
    return underWay;
  };

  const keep = (entry: Open, spare: boolean): void => {
    const others = [...open.values()];
    open.set(entry.key, entry);
    if (spare) {
      for (const { key } of others) open.delete(key);
      for (const other of others) open.set(other.key, other);
    }
    closeOverBudget(lastUsed());
    closeIdle();
  };

  const abandon = (key: string): void => {
    const underWay = opening.get(key);
    opening.delete(key);
    underWay?.controller.abort();
  };

  const close = (key: string): void => {
    abandon(key);
    for (const entry of leaving) {
      if (entry.key !== key) continue;
      leaving.delete(entry);
      shut(entry, "asked");
    }
    const entry = open.get(key);
    if (!entry) return;
    open.delete(key);
    if (entry.session.isBusy()) leaving.add(entry);
    else shut(entry, "asked");
  };

  return {
    ready,
    obtain(key, source) {
      const existing = ready(key);
      if (existing) {
        log({ event: "session reused", voice: key });
        return Promise.resolve(existing);
      }
      const underWay = opening.get(key) ?? begin(key, source, false);
      underWay.spare = false;
      underWay.needed = true;
      return underWay.arrival;
    },
    async openAhead(key, source, spare, signal) {
      if (open.has(key)) return;
      const known = opening.get(key);
      if (spare && !known && usedBytes() + leastBytesOf(key, source) > budgetBytes) return;
      const underWay = known ?? begin(key, source, spare);
      const giveUp = (): void => {
        if (!underWay.needed && opening.get(key) === underWay) abandon(key);
      };
      signal.addEventListener("abort", giveUp);
      await underWay.arrival.finally(() => signal.removeEventListener("abort", giveUp));
    },
    close(key) {
      close(key);
      onChange();
    },
    closeAll() {
      const keys = [...opening.keys(), ...open.keys(), ...Array.from(leaving, ({ key }) => key)];
      for (const key of new Set(keys)) close(key);
      onChange();
    },
    limit(limits) {
      ({ budgetBytes, idleMs } = limits);
      closeOverBudget(lastUsed());
      closeIdle();
      onChange();
    },
    list: () => [
      ...Array.from(opening.keys(), (key) => ({ key, memoryBytes: 0, status: "opening" as const })),
      ...Array.from([...open.values(), ...leaving], ({ key, session }) => ({ key, memoryBytes: session.memoryBytes(), status: "open" as const })),
    ],
  };
}
