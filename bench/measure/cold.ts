import type { Ratio } from "../result.ts";
import type { Rig } from "../rig.ts";
import { median } from "../statistics.ts";
import { texts } from "../texts.ts";

/** Measures the time to the first sound of 37 characters in a newly started browser, with the voice on disk. */
export async function measureCold(rig: Rig, rounds: number): Promise<Ratio[]> {
  const ours: number[] = [];
  const library: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await rig.restart();
    ours.push(await rig.coldFirstSound(texts[37]));
    await rig.restart();
    library.push((await rig.openLibrary()) + (await rig.predict(texts[37])).wholeMs);
  }
  return [
    { name: "cold: voice on disk to first sound, 37 characters", ours: median(ours), theirs: median(library), goal: 0.25, unit: "ms" },
  ];
}
