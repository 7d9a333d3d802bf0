import type { Ratio } from "../result.ts";
import type { Rig } from "../rig.ts";
import { median } from "../statistics.ts";
import { texts } from "../texts.ts";

/** Measures the time to the first sound with and without preparation by the popup, with the voice open and in a newly started browser with the voice on disk. */
export async function measurePrepared(rig: Rig, rounds: number): Promise<Ratio[]> {
  const text = texts[185];
  const times: Record<"warm" | "warmPrepared" | "cold" | "coldPrepared", number[]> = {
    warm: [],
    warmPrepared: [],
    cold: [],
    coldPrepared: [],
  };
  for (let round = 0; round < rounds; round++) {
    await rig.restart();
    times.cold.push(await rig.coldFirstSound(text));
    times.warm.push(await rig.firstSound(text));
    await rig.restart();
    times.coldPrepared.push(await rig.preparedFirstSound(text));
    times.warmPrepared.push(await rig.preparedFirstSound(text));
  }
  const result = (name: string, ours: number[], theirs: number[]): Ratio => ({
    name,
    ours: median(ours),
    theirs: median(theirs),
    goal: 0.15,
    unit: "ms",
  });
  return [
    result("first sound prepared / not, voice on disk", times.coldPrepared, times.cold),
    result("first sound prepared / not, voice open", times.warmPrepared, times.warm),
  ];
}
