import { createWaiters } from "../src/shared/waiters.ts";

/** While someone has work to do, it is looked this often whether there is time for it, in milliseconds. */
const lookEveryMs = 100;

/** The time in which work cannot delay what is heard. */
export interface SpareTime {
  /**
   * Does `work` as soon as there is time. When there is none any more, `lost` aborts, and the work is done again from its beginning later.
   * Rejects with what it throws otherwise, or with the reason of `signal`.
   */
  use<T>(work: (lost: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Looks at once whether there is time. */
  look(): void;
}

/** Creates it. `hasTime` is called often. */
export function createSpareTime(hasTime: () => boolean): SpareTime {
  const waiters = createWaiters();
  const atWork = new Set<AbortController>();

  const look = (): void => {
    waiters.wake();
    if (hasTime()) return;
    for (const controller of atWork) controller.abort(new DOMException("what is heard comes first", "AbortError"));
  };

  return {
    look,
    async use(work, signal) {
      const timer = setInterval(look, lookEveryMs);
      try {
        for (;;) {
          await waiters.until(hasTime, signal);
          const lost = new AbortController();
          atWork.add(lost);
          try {
            return await work(AbortSignal.any([lost.signal, signal]));
          } catch (thrown) {
            if (!lost.signal.aborted || signal.aborted) throw thrown;
          } finally {
            atWork.delete(lost);
          }
        }
      } finally {
        clearInterval(timer);
      }
    },
  };
}
