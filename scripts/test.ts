/**
 * @file `npm test`: everything that must hold for each change. `npm test -- browser menu`: only the test files whose path contains each of
 * these words. `npm run test:slow`: the proofs in `tests/slow` alone, which take minutes and of which the others hold a small version.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { desktopPackages, startDesktop, type Desktop } from "../tests/browser/harness/desktop.ts";
import { hurrySoundThreads } from "../tests/browser/harness/sound-threads.ts";
import { ensureDebianPackages } from "./setup/debian-packages.ts";
import { findBrowser } from "./setup/find-browser.ts";
import { findProgram } from "./setup/find-program.ts";
import { findTestFiles, needsDesktop, runTestFiles, type RunOptions } from "./test-files.ts";
import { print, summarise, type Outcome } from "./test-reporter.ts";
import { buildStep, packageSteps, runStep, sourceSteps, type Step } from "./test-steps.ts";

const isSlowRun = process.argv.includes("--slow");
const filter = process.argv.slice(2).filter((argument) => argument !== "--slow");
const outcomes: Outcome[] = [];
const interruption = new AbortController();
let desktop: Desktop | undefined;

function note(outcome: Outcome): Outcome {
  outcomes.push(outcome);
  print(outcome);
  return outcome;
}

async function take(step: Step): Promise<boolean> {
  if (interruption.signal.aborted) return false;
  return note(await runStep(step)).result === "passed";
}

async function testFiles(files: readonly string[], options: Omit<RunOptions, "signal">): Promise<void> {
  if (interruption.signal.aborted) return;
  for await (const outcome of runTestFiles(files, { ...options, signal: interruption.signal })) note(outcome);
}

/** Browsers, a screen and sound. On Debian all of it is installed; elsewhere tests skip themselves, by name, without what is missing. */
const machineStep: Step = {
  name: "browsers and desktop",
  run: async () => {
    if (process.platform !== "linux") return;
    const browsers = [
      ...(findBrowser("chromium") === undefined ? ["chromium"] : []),
      ...(findBrowser("firefox") === undefined ? ["firefox-esr"] : []),
    ];
    const missing = ensureDebianPackages([...browsers, ...desktopPackages]);
    if (missing.length > 0 && findProgram("apt-get") !== undefined) throw new Error(`Install these packages, then run the tests again: ${missing.join(" ")}`);
    if (desktopPackages.some((name) => missing.includes(name))) return;
    desktop = await startDesktop();
    hurrySoundThreads();
    Object.assign(process.env, desktop.environment, { READ_ALOUD_DESKTOP: "1" });
  },
};

async function testEverything(): Promise<void> {
  const fast = isSlowRun ? [] : ["tests/unit", "tests/middle"].flatMap((folder) => findTestFiles(folder, filter));
  const browser = findTestFiles(isSlowRun ? "tests/slow" : "tests/browser", filter);
  const [heard, silent] = [browser.filter(needsDesktop), browser.filter((file) => !needsDesktop(file))];
  const everything = filter.length === 0 && !isSlowRun;
  if (fast.length + browser.length === 0) throw new Error(`No test file has all of these in its path: ${filter.join(", ")}`);

  if (everything) for (const step of sourceSteps) await take(step);
  const isBuilt = (everything || browser.length > 0) && (await take(buildStep));
  if (everything && isBuilt) for (const step of packageSteps) await take(step);
  await testFiles(fast, { concurrency: availableParallelism(), fileTimeoutMs: 300_000 });

  if (browser.length === 0 || !isBuilt) return;
  if (!(await take(machineStep))) return;
  // There is one desktop, with one pointer, one focus and one loudspeaker; where nothing is pressed or recorded, browsers do not disturb each other.
  await testFiles(silent, { concurrency: 2, fileTimeoutMs: 900_000 });
  await testFiles(heard, { concurrency: 1, fileTimeoutMs: 900_000 });
}

// Profiles and whatever else tests leave behind when they are interrupted goes with this directory.
const scratch = mkdtempSync(join(tmpdir(), "tests-"));
process.env["TMPDIR"] = scratch;
process.on("exit", () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    process.exitCode = 130;
    interruption.abort();
  });
}
try {
  await testEverything();
} catch (error) {
  note({ name: "test command", result: "failed", durationMs: 0, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
} finally {
  await desktop?.stop();
}
if (interruption.signal.aborted) note({ name: "test command", result: "failed", durationMs: 0, reason: "It was interrupted" });
if (!summarise(outcomes)) process.exitCode ||= 1;
// Something a test left open must not keep the command from ending.
process.exit();
