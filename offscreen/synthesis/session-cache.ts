import type { Session } from "./session.ts";

/** The sessions in memory: one per key, opened once however many ask, closed by least recent use when over budget. */
export interface SessionCache {
  /** The session under `key` if it is open now; counts as a use. */
  ready(key: string): Session | undefined;
  /** The session under `key`, opened by `open` unless it is open or being opened already. */
  obtain(key: string, open: (onDied: () => void) => Promise<Session>): Promise<Session>;
  /** Closes one session; sentences it is working on fail. */
  close(key: string): void;
  closeAll(): void;
  /** The open sessions, least recently used first. */
  list(): { key: string; memoryBytes: number }[];
}

/**
 * Invariants: a key is either opening or open, never both. The map's order is the order of use, oldest first. An opening that was
 * closed before it ended closes its session on arrival, so that no worker is left without an owner.
 */
export function createSessionCache(budgetBytes: number, onChange: () => void): SessionCache {
  const opening = new Map<string, Promise<Session>>();
  const open = new Map<string, Session>();

  const forget = (key: string, session: Session): void => {
    if (open.get(key) === session) {
      open.delete(key);
      onChange();
    }
  };

  const closeLeastRecent = (newest: string): void => {
    let total = 0;
    for (const session of open.values()) total += session.memoryBytes();
    for (const [key, session] of open) {
      if (total <= budgetBytes || key === newest) return;
      total -= session.memoryBytes();
      open.delete(key);
      session.close();
    }
  };

  const ready = (key: string): Session | undefined => {
    const session = open.get(key);
    if (!session) return undefined;
    open.delete(key);
    open.set(key, session);
    return session;
  };

  return {
    ready,
    obtain(key, openSession) {
      const existing = ready(key);
      if (existing) return Promise.resolve(existing);
      const underWay = opening.get(key);
      if (underWay) return underWay;
      let session: Session | undefined;
      let died = false;
      const arrival: Promise<Session> = openSession(() => {
        died = true;
        if (session) forget(key, session);
      }).then(
        (opened) => {
          session = opened;
          if (opening.get(key) !== arrival) opened.close();
          else {
            opening.delete(key);
            if (!died) open.set(key, opened);
            closeLeastRecent(key);
            onChange();
          }
          return opened;
        },
        (thrown: unknown) => {
          if (opening.get(key) === arrival) opening.delete(key);
          throw thrown;
        },
      );
      opening.set(key, arrival);
      return arrival;
    },
    close(key) {
      opening.delete(key);
      const session = open.get(key);
      session?.close();
      if (session) forget(key, session);
    },
    closeAll() {
      opening.clear();
      for (const session of open.values()) session.close();
      open.clear();
      onChange();
    },
    list: () => Array.from(open, ([key, session]) => ({ key, memoryBytes: session.memoryBytes() })),
  };
}
