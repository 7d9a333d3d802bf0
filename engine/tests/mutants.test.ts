import { test } from "node:test";
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { join } from "node:path";
import type { MutantResult } from "./mutant-process.ts";

/** The number of mutants. `MUTANTS=1000 npm test -- engine mutants` tries more and takes a few minutes. */
const count = Number(process.env["MUTANTS"] ?? 40);
/** For these mutants, splitting once threw or did not end. */
const regressionSeeds = [345, 787, 804];
/** No model of these sizes takes longer on any machine. */
const stuckAfterMs = 60_000;

test(`each of ${count} damaged models is rejected or works, and none blocks or ends the process`, async (t) => {
  const seeds = [...new Set([...regressionSeeds, ...Array.from({ length: count }, (_, seed) => seed)])];
  const child = fork(join(import.meta.dirname, "mutant-process.ts"), [JSON.stringify(seeds)], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  t.after(() => child.kill("SIGKILL"));
  const results: MutantResult[] = [];
  await new Promise<void>((resolve, reject) => {
    let stuck: ReturnType<typeof setTimeout>;
    const expectOne = (): void => {
      clearTimeout(stuck);
      stuck = setTimeout(() => reject(new Error(`mutant ${seeds[results.length]} hangs`)), stuckAfterMs);
    };
    child.on("message", (message) => {
      // The process sends only this type.
      const result = message as MutantResult;
      results.push(result);
      if (result.seed !== null) return expectOne();
      clearTimeout(stuck);
      resolve();
    });
    child.on("error", reject);
    child.on("exit", () => reject(new Error(`mutant ${seeds[results.length]} ended the process`)));
    expectOne();
  });

  assert.deepEqual(results.pop(), { seed: null, outcome: "streams,streams,whole" });
  const accepted = new Set(["notOnnx", "notPiper", "mute", "whole", "streams"]);
  assert.deepEqual(
    results.filter(({ outcome }) => !accepted.has(outcome)),
    [],
  );
  // The mutations are varied enough only if every outcome occurs.
  assert.deepEqual(new Set(results.map(({ outcome }) => outcome)), accepted);
});
