/**
 * @file `npm run bench`: every measurement in the real extension in Chromium, and one table of ratios. BENCH_ROUNDS sets how often (5), `--hour`
 * adds an hour of text. `npm run bench -- gaps`: only whether a busy machine makes speech stutter.
 */
import { build } from "../scripts/build.ts";
import { checkDist } from "../scripts/check-dist.ts";
import { measureCold } from "./measure/cold.ts";
import { measureExactness } from "./measure/exactness.ts";
import { measureGaps } from "./measure/gaps.ts";
import { measureGrowth } from "./measure/growth.ts";
import { measureHandover } from "./measure/handover.ts";
import { measureLongText } from "./measure/long-text.ts";
import { measureMemory } from "./measure/memory.ts";
import { measureNative } from "./measure/native.ts";
import { measurePhonemising } from "./measure/phonemising.ts";
import { measurePlayback } from "./measure/playback.ts";
import { measurePrepared } from "./measure/prepared.ts";
import { measureStop } from "./measure/stop.ts";
import { measureWarm } from "./measure/warm.ts";
import { factTable, resultTable, type Fact, type Result } from "./result.ts";
import { openRig, type Rig } from "./rig.ts";

const rounds = Number(process.env["BENCH_ROUNDS"] ?? 5);
const results: Result[] = [];
const facts: Fact[] = [];

async function withRig(isolated: boolean, measure: (rig: Rig) => Promise<void>): Promise<void> {
  const rig = await openRig(isolated);
  try {
    await measure(rig);
  } finally {
    await rig.close();
  }
}

if (!process.argv.includes("--built")) await build();
if (process.argv.includes("gaps")) {
  console.log(factTable(await measureGaps()));
  process.exit();
}
await withRig(true, async (rig) => {
  results.push(...(await measureWarm(rig, "warm", { 256: 0.03, 185: 0.05, 37: 0.12 }, rounds)));
  results.push(...(await measureNative(rig, 2, rounds)));
  results.push(...(await measurePhonemising(rig, rounds)));
  facts.push(...(await measurePlayback(rig, "two threads:", rounds)));
  facts.push(...(await measureHandover(rig, rounds)));
  facts.push(...(await measureGrowth(rig)));
  results.push(...(await measureMemory(rig)));
  results.push(...(await measureCold(rig, rounds)));
  results.push(...(await measurePrepared(rig, rounds)));
  if (process.argv.includes("--hour")) facts.push(...(await measureLongText(rig)));
});
await withRig(false, async (rig) => {
  results.push(...(await measureWarm(rig, "one thread", { 256: 0.025 }, rounds)));
  facts.push(...(await measurePlayback(rig, "one thread:", rounds)));
});
facts.push(...(await measureStop(rounds)));
facts.push(...(await measureGaps()));
facts.push(...(await measureExactness()));
const { packageBytes } = await checkDist();
const size = Math.max(...Object.values(packageBytes));
facts.push({ name: "package, compressed", value: `${(size / 1e6).toFixed(1)} MB`, goal: { text: "≤ 12 MB", reached: size <= 12e6 } });
console.log(`${resultTable(results)}\n\n${factTable(facts)}`);
process.exit();
