/**
 * Settles like `promise`, but rejects with the result of `late` after `timeoutMs`. The promise itself continues, and its result is ignored.
 */
export async function withTimeout<T>(promise: Promise<T>, timeoutMs: number, late: () => Error): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), timeoutMs);
  });
  promise.catch(() => undefined);
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
}

/** Resolves like `promise`; to undefined if it rejects or takes longer than `timeoutMs`. */
export function orUndefined<T>(promise: Promise<T>, timeoutMs: number): Promise<T | undefined> {
  return withTimeout<T | undefined>(promise, timeoutMs, () => new Error("too late")).catch(() => undefined);
}
