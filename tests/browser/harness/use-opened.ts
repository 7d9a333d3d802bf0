import { after } from "node:test";

/** Takes the end of something that was opened. */
export type CloseLater = (close: () => Promise<unknown>) => void;

/**
 * Opens what a test file (at its top) or one test (inside it) uses. What `open` names to `closeLater` is closed when the file or the test has
 * ended, or at once when `open` fails; what was opened last is closed first.
 * From here on Node runs a file's own `before` at once: await at the top of the file instead.
 */
export async function useOpened<T>(open: (closeLater: CloseLater) => Promise<T>): Promise<T> {
  const closings: (() => Promise<unknown>)[] = [];
  const closeAll = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (const close of closings.splice(0).toReversed()) await close().catch((thrown: unknown) => failures.push(thrown));
    if (failures.length > 0) throw new AggregateError(failures, "something did not close");
  };
  // Registered before anything is awaited: a test that calls this is still the current one.
  after(closeAll);
  try {
    return await open((close) => closings.push(close));
  } catch (error) {
    await closeAll().catch(() => undefined);
    throw error;
  }
}
