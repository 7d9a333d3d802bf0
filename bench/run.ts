/**
 * @file `npm run bench` measures the real extension in Chromium and prints a table of ratios and one of other measurements. BENCH_ROUNDS sets the number
 * of rounds (5 by default), and `--hour` adds an hour of text. `npm run bench -- gaps` measures only the gaps in speech on a busy machine,
 * `npm run bench -- words` only what following along costs and how true it is, and `npm run bench -- export` only how texts become audio files.
 * `npm run bench -- export-book` saves a long book, which takes a quarter of an hour for each format (`export-book mp3` only one), and looks at the memory.
 */
import { build } from "../scripts/build.ts";
import { checkDist } from "../scripts/check-dist.ts";
import { measureCold } from "./measure/cold.ts";
import { measureExactness } from "./measure/exactness.ts";
import { measureExport } from "./measure/export.ts";
import { measureExportBook } from "./measure/export-book.ts";
import { measureGaps } from "./measure/gaps.ts";
import { measureGrowth } from "./measure/growth.ts";
import { measureHandover } from "./measure/handover.ts";
import { measureJumps } from "./measure/jumps.ts";
import { measureLongText } from "./measure/long-text.ts";
import { measureMemory } from "./measure/memory.ts";
import { measureNative } from "./measure/native.ts";
import { measurePhonemising } from "./measure/phonemising.ts";
import { measurePlayback } from "./measure/playback.ts";
import { measurePrepared } from "./measure/prepared.ts";
import { measureStop } from "./measure/stop.ts";
import { measureWarm } from "./measure/warm.ts";
import { measureWords } from "./measure/words.ts";
import { measurementTable, ratioTable, type Measurement, type Ratio } from "./result.ts";
import { exportFormats } from "../src/shared/settings.ts";
import { openRig, type Rig } from "./rig.ts";

const rounds = Number(process.env["BENCH_ROUNDS"] ?? 5);
const ratios: Ratio[] = [];
const measurements: Measurement[] = [];

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
  console.log(measurementTable(await measureGaps()));
  process.exit();
}
if (process.argv.includes("words")) {
  measurements.push(...(await measureWords()));
  await withRig(true, async (rig) => void measurements.push(...(await measureJumps(rig, rounds))));
  console.log(measurementTable(measurements));
  process.exit();
}
if (process.argv.includes("export")) {
  await withRig(true, async (rig) => void measurements.push(...(await measureExport(rig, rounds))));
  console.log(measurementTable(measurements));
  process.exit();
}
if (process.argv.includes("export-book")) {
  const codedFormats = exportFormats.filter((format) => format !== "wav");
  const named = exportFormats.filter((format) => process.argv.includes(format));
  await withRig(true, async (rig) => void measurements.push(...(await measureExportBook(rig, named.length > 0 ? named : codedFormats))));
  console.log(measurementTable(measurements));
  process.exit();
}
await withRig(true, async (rig) => {
  ratios.push(...(await measureWarm(rig, "warm", { 256: 0.03, 185: 0.05, 37: 0.12 }, rounds)));
  ratios.push(...(await measureNative(rig, 2, rounds)));
  ratios.push(...(await measurePhonemising(rig, rounds)));
  measurements.push(...(await measurePlayback(rig, "two threads:", rounds)));
  measurements.push(...(await measureHandover(rig, rounds)));
  measurements.push(...(await measureJumps(rig, rounds)));
  measurements.push(...(await measureGrowth(rig)));
  measurements.push(...(await measureExport(rig, rounds)));
  ratios.push(...(await measureMemory(rig)));
  ratios.push(...(await measureCold(rig, rounds)));
  ratios.push(...(await measurePrepared(rig, rounds)));
  if (process.argv.includes("--hour")) measurements.push(...(await measureLongText(rig)));
});
await withRig(false, async (rig) => {
  ratios.push(...(await measureWarm(rig, "one thread", { 256: 0.025 }, rounds)));
  measurements.push(...(await measurePlayback(rig, "one thread:", rounds)));
});
measurements.push(...(await measureStop(rounds)));
measurements.push(...(await measureGaps()));
measurements.push(...(await measureWords()));
measurements.push(...(await measureExactness()));
const { packageBytes } = await checkDist();
const size = Math.max(...Object.values(packageBytes));
measurements.push({
  name: "package, compressed",
  value: `${(size / 1e6).toFixed(1)} MB`,
  goal: { text: "≤ 12 MB", reached: size <= 12e6 },
});
console.log(`${ratioTable(ratios)}\n\n${measurementTable(measurements)}`);
process.exit();
