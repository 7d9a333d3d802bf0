/**
 * @file `npm test`: everything that must hold for each change. `npm test -- browser menu`: only the test files whose path contains all of
 * these words. `npm run test:slow`: only the tests in `tests/slow`, which runAndNote minutes; the other tests contain a small version of each.
 */
import { setMaxListeners } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { desktopPackages, startDesktop, type Desktop } from "../tools/desktop/desktop.ts";
import { hurrySoundThreads } from "../tools/desktop/sound-threads.ts";
import { ensureDebianPackages } from "../tools/machine/debian-packages.ts";
import { findBrowser } from "../tools/machine/find-browser.ts";
import { findProgram } from "../tools/machine/find-program.ts";
import { copyEngine } from "./test/copy-engine.ts";
import { findTestFiles, needsDesktop, runTestFiles, type RunOptions } from "./test/test-files.ts";
import { print, summarise, type Outcome } from "./test/test-reporter.ts";
import { buildStep, packageSteps, runStep, sourceSteps, type Step } from "./test/test-steps.ts";

const isSlowRun = process.argv.includes("--slow");
const filter = process.argv.slice(2).filter((argument) => argument !== "--slow");
const outcomes: Outcome[] = [];
const interruption = new AbortController();
// Each running test file listens to it.
setMaxListeners(0, interruption.signal);
let desktop: Desktop | undefined;

function note(outcome: Outcome): Outcome {
  outcomes.push(outcome);
  print(outcome);
  return outcome;
}

async function runAndNote(step: Step): Promise<boolean> {
  if (interruption.signal.aborted) return false;
  return note(await runStep(step)).result === "passed";
}

async function testFiles(files: readonly string[], options: Omit<RunOptions, "signal">): Promise<void> {
  if (interruption.signal.aborted) return;
  for await (const outcome of runTestFiles(files, { ...options, signal: interruption.signal })) note(outcome);
}

/** Browsers, a screen and sound. On Debian everything is installed. Elsewhere, tests that need what is missing skip themselves, by name. */
const machineStep: Step = {
  name: "browsers and desktop",
  run: async () => {
    if (process.platform !== "linux") return;
    const browsers = [
      ...(findBrowser("chromium") === undefined ? ["chromium"] : []),
      ...(findBrowser("firefox") === undefined ? ["firefox-esr"] : []),
    ];
    const missing = ensureDebianPackages([...browsers, ...desktopPackages]);
    if (missing.length > 0 && findProgram("apt-get") !== undefined)
      throw new Error(`Install these packages, then run the tests again: ${missing.join(" ")}`);
    if (desktopPackages.some((name) => missing.includes(name))) return;
    desktop = await startDesktop();
    hurrySoundThreads();
    Object.assign(process.env, desktop.environment, { READ_ALOUD_DESKTOP: "1" });
  },
};

async function testEverything(): Promise<void> {
  const fast = isSlowRun ? [] : ["tests/unit", "tests/middle"].flatMap((folder) => findTestFiles(folder, filter));
  const engine = isSlowRun ? [] : findTestFiles("engine/tests", filter);
  const browser = findTestFiles(isSlowRun ? "tests/slow" : "tests/browser", filter);
  const [heard, silent] = [browser.filter(needsDesktop), browser.filter((file) => !needsDesktop(file))];
  const everything = filter.length === 0 && !isSlowRun;
  if (engine.length + fast.length + browser.length === 0)
    throw new Error(`No test file has all of these in its path: ${filter.join(", ")}`);

  if (everything) for (const step of sourceSteps) await runAndNote(step);
  const isBuilt = (everything || browser.length > 0) && (await runAndNote(buildStep));
  if (everything && isBuilt) for (const step of packageSteps) await runAndNote(step);
  const inNode = { concurrency: availableParallelism(), fileTimeoutMs: 300_000 };
  if (engine.length > 0) {
    const alone = await copyEngine();
    await testFiles(engine.map(alone.copyOf), { ...inNode, nameOf: alone.originalOf });
  }
  await testFiles(fast, inNode);

  if (browser.length === 0 || !isBuilt) return;
  if (!(await runAndNote(machineStep))) return;
  // There is one desktop, with one pointer, one focus and one loudspeaker. Browsers disturb each other only when keys are pressed or sound
  // is recorded.
  await testFiles(silent, { concurrency: 2, fileTimeoutMs: 900_000 });
  await testFiles(heard, { concurrency: 1, fileTimeoutMs: 900_000 });
}

// Profiles and other files that interrupted tests leave are deleted with this folder.
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
  note({
    name: "test command",
    result: "failed",
    durationMs: 0,
    reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
} finally {
  await desktop?.stop();
}
if (interruption.signal.aborted) note({ name: "test command", result: "failed", durationMs: 0, reason: "It was interrupted" });
if (!summarise(outcomes)) process.exitCode ||= 1;
// The command must end even if a test left something open.
process.exit();
