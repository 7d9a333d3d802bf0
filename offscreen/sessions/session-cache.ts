import type { VoiceEvents } from "../../engine/index.ts";
import { log } from "../../src/shared/diagnostic-log.ts";
import { createOpenSessions, type OpenSession, type SessionLimits } from "./open-sessions.ts";
import type { Session } from "./session.ts";
import { isOutOfMemory } from "./user-facing.ts";

/** How to open a session, and what is known about it before. */
export interface SessionSource {
  /** Rejects when `signal` aborts. */
  open(events: VoiceEvents, signal: AbortSignal): Promise<Session>;
  /** The minimum of memory that it will use. */
  minBytes: number;
}

/**
 * The sessions in memory. Each key has at most one session, however many callers ask for it. Sessions are closed when the budget is
 * exceeded (the least recently used first) and when they are idle.
 */
export interface SessionCache {
  /** The session under `key`, if it is open. Counts as a use. */
  ready(key: string): Session | undefined;
  /** The session under `key`, which is opened if necessary. Rejects with an `AbortError` if it is closed in the meantime. */
  obtain(key: string, source: SessionSource): Promise<Session>;
  /**
   * Opens a session before it is needed. A `spare` one is opened only if there is room, and is the first to be closed. Rejects with an
   * `AbortError` when `signal` aborts, unless someone has obtained the session in the meantime.
   */
  openAhead(key: string, source: SessionSource, spare: boolean, signal: AbortSignal): Promise<void>;
  /** Closes a session as soon as it has finished its current sentence. A second call closes it at once. */
  close(key: string): void;
  closeAll(): void;
  /** Applies new limits, and closes what is over them. */
  limit(limits: SessionLimits): void;
  /** The sessions that are opening, then the open ones, the least recently used first. */
  list(): { key: string; memoryBytes: number; status: "opening" | "open" }[];
}

interface Opening {
  opened: Promise<Session>;
  controller: AbortController;
  minBytes: number;
  spare: boolean;
  /** True once someone waits for it to speak. */
  needed: boolean;
}

/** Invariant: a key is either opening or open, never both. `OpenSessions` decides which open sessions stay. */
export function createSessionCache(limits: SessionLimits, onChange: () => void): SessionCache {
  const opening = new Map<string, Opening>();
  const reservedBytes = (): number => [...opening.values()].reduce((sum, { minBytes }) => sum + minBytes, 0);
  const open = createOpenSessions(limits, reservedBytes, onChange);

  const minBytesOf = (key: string, { minBytes }: SessionSource): number => Math.max(minBytes, open.bytesWhenClosed(key));

  const begin = (key: string, source: SessionSource, spare: boolean): Opening => {
    const controller = new AbortController();
    const { signal } = controller;
    const startedAt = performance.now();
    let entry: OpenSession | undefined;
    let died = false;
    const events: VoiceEvents = {
      onDied() {
        died = true;
        if (entry) open.died(entry);
      },
      onSpoken(durationMs, soundSeconds) {
        log({ event: "sentence synthesised", voice: key, durationMs: Math.round(durationMs), soundSeconds });
        if (entry) open.finished(entry);
      },
    };

    const openSource = async (): Promise<Session> => {
      try {
        const session = await source.open(events, signal).catch((thrown: unknown) => {
          if (!isOutOfMemory(thrown) || !open.closeIdleNow()) throw thrown;
          return source.open(events, signal);
        });
        if (signal.aborted) session.close();
        signal.throwIfAborted();
        entry = { key, lastUsedAt: Date.now(), session };
        log({
          event: "session created",
          voice: key,
          durationMs: Math.round(performance.now() - startedAt),
          memoryBytes: session.memoryBytes(),
        });
        opening.delete(key);
        if (!died) open.add(entry, underWay.spare);
        return session;
      } finally {
        if (opening.get(key) === underWay) opening.delete(key);
        onChange();
      }
    };

    const underWay: Opening = {
      controller,
      minBytes: minBytesOf(key, source),
      spare,
      needed: false,
      opened: Promise.resolve().then(openSource),
    };
    opening.set(key, underWay);
    open.makeRoom();
    onChange();
    return underWay;
  };

  const abandon = (key: string): void => {
    const underWay = opening.get(key);
    opening.delete(key);
    underWay?.controller.abort();
  };

  const close = (key: string): void => {
    abandon(key);
    open.close(key);
  };

  return {
    ready: open.use,
    obtain(key, source) {
      const existing = open.use(key);
      if (existing) {
        log({ event: "session reused", voice: key });
        return Promise.resolve(existing);
      }
      const underWay = opening.get(key) ?? begin(key, source, false);
      underWay.spare = false;
      underWay.needed = true;
      return underWay.opened;
    },
    async openAhead(key, source, spare, signal) {
      if (open.has(key)) return;
      const known = opening.get(key);
      if (spare && !known && minBytesOf(key, source) > open.freeBytes()) return;
      const underWay = known ?? begin(key, source, spare);
      const giveUp = (): void => {
        if (!underWay.needed && opening.get(key) === underWay) abandon(key);
      };
      signal.addEventListener("abort", giveUp);
      await underWay.opened.finally(() => signal.removeEventListener("abort", giveUp));
    },
    close(key) {
      close(key);
      onChange();
    },
    closeAll() {
      for (const key of new Set([...opening.keys(), ...open.list().map((entry) => entry.key)])) close(key);
      onChange();
    },
    limit(changed) {
      open.limit(changed);
      onChange();
    },
    list: () => [
      ...Array.from(opening.keys(), (key) => ({ key, memoryBytes: 0, status: "opening" as const })),
      ...open.list().map(({ key, session }) => ({ key, memoryBytes: session.memoryBytes(), status: "open" as const })),
    ],
  };
}
