import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { run } from "node:test";
import { toOutcome, type Outcome } from "./test-reporter.ts";

/** The test files in a folder whose path contains all of `parts`, sorted by name. */
export function findTestFiles(folder: string, parts: readonly string[]): readonly string[] {
  return (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [])
    .map((path) => join(folder, path))
    .filter((path) => path.endsWith(".test.ts") && parts.every((part) => path.includes(part)))
    .sort();
}

/**
 * True if a test file presses real keys or records sound. Its tests need the desktop for themselves, and skip themselves, by name, without
 * one.
 */
export function needsDesktop(file: string): boolean {
  return readFileSync(file, "utf8").includes('missing("desktop")');
}

/** How to run the files: how many at once, the time limit for each, and the signal that stops them all. */
export interface RunOptions {
  readonly concurrency: number;
  readonly fileTimeoutMs: number;
  readonly signal: AbortSignal;
  /** The path under which a file is shown; its own by default. */
  readonly nameOf?: (file: string) => string;
}

/** Runs test files in Node's own runner, each in its own process, and yields the outcome of each test when it ends. */
export async function* runTestFiles(
  files: readonly string[],
  { concurrency, fileTimeoutMs, signal, nameOf = (file) => file }: RunOptions,
): AsyncGenerator<Outcome> {
  if (files.length === 0) return;
  const stderrOf = new Map<string, string>();
  for await (const event of run({ files: [...files], concurrency, timeout: fileTimeoutMs, signal })) {
    if (event.type === "test:stderr") stderrOf.set(event.data.file, (stderrOf.get(event.data.file) ?? "") + event.data.message);
    if (event.type === "test:stdout") process.stdout.write(event.data.message);
    // Without a file it is the runner's own summary.
    if (event.type === "test:diagnostic" && event.data.file !== undefined) console.log(`  ${event.data.message}`);
    if (event.type !== "test:pass" && event.type !== "test:fail") continue;

    const { name, file = name, details } = event.data;
    // A suite, and a test that failed only because a subtest failed, would be counted twice.
    const isGroup =
      details.type === "suite" || ("error" in details && "failureType" in details.error && details.error.failureType === "subtestsFailed");
    if (isGroup) continue;
    const place = relative("tests", nameOf(file))
      .replace(/^\.\.\//, "")
      .replace(/\.test\.ts$/, "");
    const isWholeFile = resolve(name) === resolve(file);
    const outcome = toOutcome(event.data, isWholeFile ? place : `${place} › ${name}`);
    yield isWholeFile ? { ...outcome, reason: `${outcome.reason ?? ""}\n${stderrOf.get(file) ?? ""}`.trim() } : outcome;
  }
}
