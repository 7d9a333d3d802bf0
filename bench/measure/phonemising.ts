import type { Ratio } from "../result.ts";
import type { Rig } from "../rig.ts";
import { median } from "../statistics.ts";
import { texts } from "../texts.ts";

/** Rounds that are not counted, because the browser optimises code that runs often. */
const warmUpRounds = 20;

/** Measures phonemizing after warm-up. */
export async function measurePhonemising(rig: Rig, rounds: number): Promise<Ratio[]> {
  const ours: number[] = [];
  const library: number[] = [];
  for (let round = -warmUpRounds; round < rounds; round++) {
    const times = await rig.phonemise(texts[185]);
    if (round < 0) continue;
    ours.push(times.ours);
    library.push(times.library);
  }
  return [{ name: "phonemising, 185 characters", ours: median(ours), theirs: median(library), goal: 0.008, unit: "ms" }];
}
