/** @file `npm run bench`: every measurement in the real extension in Chromium, and one table of ratios. BENCH_ROUNDS sets how often (5). */
import { build } from "../scripts/build.ts";
import { measureCold } from "./measure/cold.ts";
import { measureMemory } from "./measure/memory.ts";
import { measureNative } from "./measure/native.ts";
import { measurePhonemising } from "./measure/phonemising.ts";
import { measureWarm } from "./measure/warm.ts";
import { resultTable, type Result } from "./result.ts";
import { openRig, type Rig } from "./rig.ts";

const rounds = Number(process.env["BENCH_ROUNDS"] ?? 5);
const results: Result[] = [];

async function withRig(isolated: boolean, measure: (rig: Rig) => Promise<Result[]>): Promise<void> {
  const rig = await openRig(isolated);
  try {
    results.push(...(await measure(rig)));
  } finally {
    await rig.close();
  }
}

if (!process.argv.includes("--built")) await build();
await withRig(true, async (rig) => [
  ...(await measureWarm(rig, "warm", { 256: 0.03, 185: 0.05, 37: 0.12 }, rounds)),
  ...(await measureNative(rig, 2, rounds)),
  ...(await measurePhonemising(rig, rounds)),
  ...(await measureMemory(rig)),
  ...(await measureCold(rig, rounds)),
]);
await withRig(false, (rig) => measureWarm(rig, "one thread", { 256: 0.025 }, rounds));
console.log(resultTable(results));
process.exit();
