import type { Measurement } from "../result.ts";
import type { Rig } from "../rig.ts";
import { longText } from "../texts.ts";

/** Measures the time to the first sound and the memory for texts of increasing length. Neither should depend on the length. */
export async function measureGrowth(rig: Rig): Promise<Measurement[]> {
  await rig.restart();
  await rig.firstSound(longText(100));
  const measurements: Measurement[] = [];
  let first: { heard: number; memory: number } | undefined;
  for (const length of [100, 1_000, 10_000, 100_000]) {
    const heard = await rig.firstSound(longText(length));
    const memory = rig.memory();
    first ??= { heard, memory };
    const reached = heard < 2 * first.heard && memory < 1.1 * first.memory;
    measurements.push({
      name: `${length.toLocaleString("en")} characters: first sound, memory of the extension`,
      value: `${Math.round(heard)} ms, ${Math.round(memory)} MB`,
      goal: { text: "flat", reached },
    });
  }
  return measurements;
}
