import { createWaiters } from "../../src/shared/waiters.ts";

/** Sound that is made once and heard by any number of listeners, each from the first chunk. */
export interface SharedSound<Chunk> {
  /** True once there is a chunk to hear. */
  hasBegun(): boolean;
  /** Yields the existing chunks at once and the others as they are made. Throws if making them failed. */
  listen(): AsyncGenerator<Chunk>;
}

/** Starts to make the sound of `source` at once, even without listeners. */
export function shareSound<Chunk>(source: AsyncIterable<Chunk>): SharedSound<Chunk> {
  const chunks: Chunk[] = [];
  let outcome: { failure?: unknown } | undefined;
  const waiters = createWaiters();

  const make = async (): Promise<void> => {
    for await (const chunk of source) {
      chunks.push(chunk);
      waiters.wake();
    }
  };
  make()
    .then(
      () => (outcome = {}),
      (failure: unknown) => (outcome = { failure }),
    )
    .finally(waiters.wake);

  return {
    hasBegun: () => chunks.length > 0,
    async *listen() {
      for (let next = 0; ;) {
        const chunk = chunks[next];
        if (chunk) {
          next++;
          yield chunk;
        } else if (!outcome) await waiters.wait();
        else if ("failure" in outcome) throw outcome.failure;
        else return;
      }
    },
  };
}
