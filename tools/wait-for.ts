import { setTimeout as delay } from "node:timers/promises";

/** How to wait: what for (named in the error), at most how long (30 s unless told, for a machine may be busy), looking how often (every 25 ms). */
export interface WaitOptions {
  readonly timeoutMs?: number;
  readonly everyMs?: number;
  /** For work that takes as long as the machine needs: the time begins anew whenever this gives something else than before. */
  readonly progress?: () => string | number | Promise<string | number>;
}

/**
 * Looks again and again until `look` gives something other than undefined, null or false, and resolves to it; throws an error that
 * names `what` when the time is over; what `look` throws ends the wait.
 */
export async function waitFor<T>(
  what: string,
  look: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  { timeoutMs = 30_000, everyMs = 25, progress }: WaitOptions = {},
): Promise<T> {
  let deadline = performance.now() + timeoutMs;
  let reached: string | number | undefined;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== null && seen !== false) return seen;
    const now = await progress?.();
    if (now !== reached) deadline = performance.now() + timeoutMs;
    reached = now;
    if (performance.now() > deadline) throw new Error(`Waited ${timeoutMs} ms for ${what}${progress ? `, after ${reached}` : ""}`);
    await delay(everyMs);
  }
}
