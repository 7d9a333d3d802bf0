/** What `promise` comes to, if it does so within `timeoutMs`; else rejects with what `late` makes. The promise itself goes on, and nobody hears of it. */
export async function withTimeout<T>(promise: Promise<T>, timeoutMs: number, late: () => Error): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), timeoutMs);
  });
  promise.catch(() => undefined);
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
}

/** What `promise` resolves with; undefined if it rejects, or takes longer than `timeoutMs`. */
export function orUndefined<T>(promise: Promise<T>, timeoutMs: number): Promise<T | undefined> {
  return withTimeout<T | undefined>(promise, timeoutMs, () => new Error("too late")).catch(() => undefined);
}
