/**
 * Starts something that a busy machine may spoil once, such as a browser: tried again from scratch if it fails. Throws an error that says what
 * went wrong each time.
 */
export async function tryTwice<T>(what: string, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (first) {
    return start().catch((second: unknown) => {
      throw new Error(`${what} did not start, twice: ${reason(first)}; then: ${reason(second)}`, { cause: second });
    });
  }
}

function reason(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
