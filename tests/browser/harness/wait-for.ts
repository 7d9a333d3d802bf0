import { setTimeout as delay } from "node:timers/promises";

/** How to wait: what for (named in the error), at most how long (30 s unless told, for a machine may be busy), looking how often (every 25 ms). */
export interface WaitOptions {
  readonly timeoutMs?: number;
  readonly everyMs?: number;
}

/**
 * Looks again and again until `look` gives something other than undefined, null or false, and resolves to it; throws an error that
 * names `what` when the time is over. What `look` throws ends the wait.
 */
export async function waitFor<T>(
  what: string,
  look: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  { timeoutMs = 30_000, everyMs = 25 }: WaitOptions = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== null && seen !== false) return seen;
    if (performance.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}`);
    await delay(everyMs);
  }
}
