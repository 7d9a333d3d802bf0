/** The outcome of a test or step. */
export interface Outcome {
  readonly name: string;
  readonly result: "passed" | "failed" | "skipped";
  readonly durationMs: number;
  /** The complete failure, or the reason for skipping. */
  readonly reason?: string;
}

const signs = { passed: "✔", failed: "✖", skipped: "–" };

const indented = (text: string): string => text.replace(/^/gm, "    ");

/** Prints an outcome on one line, and a failure's complete reason below it. */
export function print(outcome: Outcome): void {
  const { name, result, durationMs, reason } = outcome;
  console.log(`${signs[result]} ${name} (${durationMs < 1000 ? `${Math.round(durationMs)} ms` : `${(durationMs / 1000).toFixed(1)} s`})`);
  if (result === "failed" && reason) console.log(indented(reason));
}

/** Prints what was skipped and what failed, then the line `N passed, N failed, N skipped`. Returns true if nothing failed. */
export function summarise(outcomes: readonly Outcome[]): boolean {
  const those = (result: Outcome["result"]): readonly Outcome[] => outcomes.filter((outcome) => outcome.result === result);
  const [passed, failed, skipped] = [those("passed"), those("failed"), those("skipped")];
  console.log("");
  for (const { name, reason } of skipped) console.log(`${signs.skipped} skipped: ${name}: ${reason ?? "no reason given"}`);
  for (const { name } of failed) console.log(`${signs.failed} failed: ${name}`);
  console.log(`${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped`);
  return failed.length === 0;
}

/** The message and stack of what a test threw, which Node wraps in its own error. */
function explain(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

/** The part that we read of the events `test:pass` and `test:fail` of Node's test runner. */
interface TestEnd {
  readonly details: { readonly duration_ms: number; readonly error?: unknown };
  readonly skip?: string | boolean;
  readonly todo?: string | boolean;
}

/** Converts an event of Node's test runner to an outcome with the given name. */
export function toOutcome({ skip, todo, details }: TestEnd, name: string): Outcome {
  const base = { name, durationMs: details.duration_ms };
  if (skip !== undefined && skip !== false) return { ...base, result: "skipped", ...(typeof skip === "string" && { reason: skip }) };
  if (todo !== undefined && todo !== false)
    return { ...base, result: "skipped", reason: `to do ${typeof todo === "string" ? todo : ""}`.trim() };
  if (details.error !== undefined) return { ...base, result: "failed", reason: explain(details.error) };
  return { ...base, result: "passed" };
}
