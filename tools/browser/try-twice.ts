/**
 * Starts something that a busy machine may spoil once, such as a browser: tried again from scratch if it fails. Throws an error that says what
 * went wrong each time.
 */
export async function tryTwice<T>(what: string, start: () => Promise<T>): Promise<T> {
  const failures: unknown[] = [];
  while (failures.length < 2) {
    try {
      return await start();
    } catch (thrown) {
      failures.push(thrown);
    }
  }
  throw new AggregateError(failures, `${what} did not start, twice: ${failures.map(reason).join("; then: ")}`);
}

function reason(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
