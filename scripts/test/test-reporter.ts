/** What became of one test or step. */
export interface Outcome {
  readonly name: string;
  readonly result: "passed" | "failed" | "skipped";
  readonly durationMs: number;
  /** Why it failed (in full) or was skipped. */
  readonly reason?: string;
}

const signs = { passed: "✔", failed: "✖", skipped: "–" };

const indented = (text: string): string => text.replace(/^/gm, "    ");

/** Prints one outcome on one line, and a failure's reason in full below it. */
export function print(outcome: Outcome): void {
  const { name, result, durationMs, reason } = outcome;
  console.log(`${signs[result]} ${name} (${durationMs < 1000 ? `${Math.round(durationMs)} ms` : `${(durationMs / 1000).toFixed(1)} s`})`);
  if (result === "failed" && reason) console.log(indented(reason));
}

/** Prints what was skipped and what failed, and last the line `N passed, N failed, N skipped`; returns whether nothing failed. */
export function summarise(outcomes: readonly Outcome[]): boolean {
  const those = (result: Outcome["result"]): readonly Outcome[] => outcomes.filter((outcome) => outcome.result === result);
  const [passed, failed, skipped] = [those("passed"), those("failed"), those("skipped")];
  console.log("");
  for (const { name, reason } of skipped) console.log(`${signs.skipped} skipped: ${name}: ${reason ?? "no reason given"}`);
  for (const { name } of failed) console.log(`${signs.failed} failed: ${name}`);
  console.log(`${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped`);
  return failed.length === 0;
}

/** The message and the place of what a test threw: node wraps it in an error of its own. */
function explain(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

/** What we read of the events `test:pass` and `test:fail` of Node's test runner. */
interface TestEnd {
  readonly details: { readonly duration_ms: number; readonly error?: unknown };
  readonly skip?: string | boolean;
  readonly todo?: string | boolean;
}

/** The outcome that an event of Node's test runner tells, under the given name. */
export function toOutcome({ skip, todo, details }: TestEnd, name: string): Outcome {
  const base = { name, durationMs: details.duration_ms };
  if (skip !== undefined && skip !== false) return { ...base, result: "skipped", ...(typeof skip === "string" && { reason: skip }) };
  if (todo !== undefined && todo !== false) return { ...base, result: "skipped", reason: `to do ${typeof todo === "string" ? todo : ""}`.trim() };
  if (details.error !== undefined) return { ...base, result: "failed", reason: explain(details.error) };
  return { ...base, result: "passed" };
}
