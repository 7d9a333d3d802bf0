/** Those who wait for something to change; they look again each time they are woken. */
export interface Waiters {
  /** Wakes all who wait now. */
  wake(): void;
  /** Resolves at the next `wake`. */
  wait(): Promise<void>;
  /** Resolves as soon as `done()` is true, which is looked at now and after each `wake`; rejects with the signal's reason. */
  until(done: () => boolean, signal: AbortSignal): Promise<void>;
}

/** Nobody waits yet. */
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
