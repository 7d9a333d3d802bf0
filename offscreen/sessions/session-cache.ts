import type { VoiceEvents } from "../../engine/index.ts";
import { log } from "../../src/shared/diagnostic-log.ts";
import { createOpenSessions, type OpenSession, type SessionLimits } from "./open-sessions.ts";
import type { Session } from "./session.ts";
import { isOutOfMemory } from "./user-facing.ts";

/** How a session is opened, and what is known of it before. */
export interface SessionSource {
  /** Rejects when `signal` aborts. */
  open(events: VoiceEvents, signal: AbortSignal): Promise<Session>;
  /** It will take at least so much memory. */
  leastBytes: number;
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

interface Opening {
  arrival: Promise<Session>;
  controller: AbortController;
  leastBytes: number;
  spare: boolean;
  /** True once somebody waits for it to speak. */
  needed: boolean;
}

/** Invariant: a key is either opening or open, never both; which of the open ones stay is for `OpenSessions` to say. */
export function createSessionCache(limits: SessionLimits, onChange: () => void): SessionCache {
  const opening = new Map<string, Opening>();
  const reservedBytes = (): number => [...opening.values()].reduce((sum, { leastBytes }) => sum + leastBytes, 0);
  const open = createOpenSessions(limits, reservedBytes, onChange);

  const leastBytesOf = (key: string, { leastBytes }: SessionSource): number => Math.max(leastBytes, open.tookBytes(key));

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

    const arrive = async (): Promise<Session> => {
      try {
        const session = await source.open(events, signal).catch((thrown: unknown) => {
          if (!isOutOfMemory(thrown) || !open.closeIdleNow()) throw thrown;
          return source.open(events, signal);
        });
        if (signal.aborted) session.close();
        signal.throwIfAborted();
        entry = { key, lastUsedAt: Date.now(), session };
        log({ event: "session created", voice: key, durationMs: Math.round(performance.now() - startedAt), memoryBytes: session.memoryBytes() });
        opening.delete(key);
        if (!died) open.add(entry, underWay.spare);
        return session;
      } finally {
        if (opening.get(key) === underWay) opening.delete(key);
        onChange();
      }
    };

    const underWay: Opening = { controller, leastBytes: leastBytesOf(key, source), spare, needed: false, arrival: Promise.resolve().then(arrive) };
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
      return underWay.arrival;
    },
    async openAhead(key, source, spare, signal) {
      if (open.has(key)) return;
      const known = opening.get(key);
      if (spare && !known && leastBytesOf(key, source) > open.freeBytes()) return;
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
