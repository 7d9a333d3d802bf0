/** Callers that wait for a change. Each call of `wake` makes them check again. */
export interface Waiters {
  /** Wakes all current waiters. */
  wake(): void;
  /** Resolves at the next `wake`. */
  wait(): Promise<void>;
  /** Resolves as soon as `done()` is true. It is checked now and after each `wake`. Rejects with the signal's reason. */
  until(done: () => boolean, signal: AbortSignal): Promise<void>;
}

/** Creates an empty set of waiters. */
export function createWaiters(): Waiters {
  let resolve: () => void = () => undefined;
  let next: Promise<void> | undefined;
  const wait = (): Promise<void> => (next ??= new Promise((resolved) => (resolve = resolved)));
  const wake = (): void => {
    next = undefined;
    resolve();
  };
  return {
    wake,
    wait,
    async until(done, signal) {
      signal.addEventListener("abort", wake);
      try {
        signal.throwIfAborted();
        while (!done()) {
          await wait();
          signal.throwIfAborted();
        }
      } finally {
        signal.removeEventListener("abort", wake);
      }
    },
  };
}
