import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { run } from "node:test";
import { toOutcome, type Outcome } from "./test-reporter.ts";

/** The test files below a folder whose path contains every one of `parts`, in order of their names. */
export function findTestFiles(folder: string, parts: readonly string[]): readonly string[] {
  return (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [])
    .map((path) => join(folder, path))
    .filter((path) => path.endsWith(".test.ts") && parts.every((part) => path.includes(part)))
    .sort();
}

/** Whether tests in a file press real keys or record sound: then they skip themselves, by name, where no desktop is, and need it for themselves. */
export function needsDesktop(file: string): boolean {
  return readFileSync(file, "utf8").includes('missing("desktop")');
}

/** How to run files: how many at once, how long one may take, and what stops them all. */
export interface RunOptions {
  readonly concurrency: number;
  readonly fileTimeoutMs: number;
  readonly signal: AbortSignal;
  /** By which path a file is named to a person; its own where this is not given. */
  readonly nameOf?: (file: string) => string;
}

/** Runs test files in Node's own runner, each in a process of its own, and yields what becomes of each test as it ends. */
export async function* runTestFiles(files: readonly string[], { concurrency, fileTimeoutMs, signal, nameOf = (file) => file }: RunOptions): AsyncGenerator<Outcome> {
  if (files.length === 0) return;
  const said = new Map<string, string>();
  for await (const event of run({ files: [...files], concurrency, timeout: fileTimeoutMs, signal })) {
    if (event.type === "test:stderr") said.set(event.data.file, (said.get(event.data.file) ?? "") + event.data.message);
    if (event.type === "test:stdout") process.stdout.write(event.data.message);
    // Without a file it is the runner's own summary.
    if (event.type === "test:diagnostic" && event.data.file !== undefined) console.log(`  ${event.data.message}`);
    if (event.type !== "test:pass" && event.type !== "test:fail") continue;

    const { name, file = name, details } = event.data;
    // A suite, and a test that failed only because one inside it did, would count the same thing twice.
    const isGroup = details.type === "suite" || ("error" in details && "failureType" in details.error && details.error.failureType === "subtestsFailed");
    if (isGroup) continue;
    const place = relative("tests", nameOf(file)).replace(/^\.\.\//, "").replace(/\.test\.ts$/, "");
    const isWholeFile = resolve(name) === resolve(file);
    const outcome = toOutcome(event.data, isWholeFile ? place : `${place} › ${name}`);
    yield isWholeFile ? { ...outcome, reason: `${outcome.reason ?? ""}\n${said.get(file) ?? ""}`.trim() } : outcome;
  }
}
