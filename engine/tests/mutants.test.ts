import { test } from "node:test";
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { join } from "node:path";
import type { MutantFate } from "./mutant-process.ts";

/** So many are tried each time; `MUTANTS=1000 npm test -- engine mutants` tries more, in some minutes. */
const count = Number(process.env["MUTANTS"] ?? 40);
/** Mutants that splitting once threw on, or never came back from. */
const notorious = [345, 787, 804];
/** No model of these sizes takes longer on any machine. */
const stuckAfterMs = 60_000;

test(`each of ${count} damaged models is refused or works, and none hangs or harms who tries it`, async (t) => {
  const seeds = [...new Set([...notorious, ...Array.from({ length: count }, (_, seed) => seed)])];
  const child = fork(join(import.meta.dirname, "mutant-process.ts"), [JSON.stringify(seeds)], { execArgv: ["--import", "tsx"], stdio: ["ignore", "ignore", "ignore", "ipc"] });
  t.after(() => child.kill("SIGKILL"));
  const fates: MutantFate[] = [];
  await new Promise<void>((resolve, reject) => {
    let stuck: ReturnType<typeof setTimeout>;
    const expectOne = (): void => {
      clearTimeout(stuck);
      stuck = setTimeout(() => reject(new Error(`mutant ${seeds[fates.length]} hangs`)), stuckAfterMs);
    };
    child.on("message", (message) => {
      // It sends nothing else.
      const told = message as MutantFate;
      fates.push(told);
      if (told.seed !== null) return expectOne();
      clearTimeout(stuck);
      resolve();
    });
    child.on("error", reject);
    child.on("exit", () => reject(new Error(`mutant ${seeds[fates.length]} ended the process`)));
    expectOne();
  });

  assert.deepEqual(fates.pop(), { seed: null, fate: "streams,streams,whole" });
  const accepted = new Set(["notOnnx", "notPiper", "mute", "whole", "streams"]);
  assert.deepEqual(fates.filter(({ fate }) => !accepted.has(fate)), []);
  // Else they would not be damaged in ways that matter.
  assert.deepEqual(new Set(fates.map(({ fate }) => fate)), accepted);
});
