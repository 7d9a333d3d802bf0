/** So long at most the rest of a document waits for the first sound, in milliseconds. */
const longestWaitMs = 2_000;

/** Lets the first sound of a reading go before work on what is read much later: all pages of the extension may share one thread. */
export interface FirstSound {
  /** A reading was asked for. */
  asked(): void;
  /** There is sound, or there will be none. */
  came(): void;
  /** Resolves when no first sound is waited for. */
  wait(): Promise<void>;
}

/** Creates it. Nothing is waited for until a reading is asked for. */
export function createFirstSound(): FirstSound {
  let waiting = Promise.resolve();
  let end = (): void => undefined;
  return {
    asked() {
      end();
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, longestWaitMs);
      waiting = promise;
      end = () => {
        clearTimeout(timer);
        resolve();
      };
    },
    came: () => end(),
    wait: () => waiting,
  };
}
