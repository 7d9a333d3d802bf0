import type { Result } from "../result.ts";
import type { Rig } from "../rig.ts";
import { median } from "../statistics.ts";
import { texts } from "../texts.ts";

/** So often before it counts: the browser compiles what runs often a second time. */
const warmUpTimes = 20;

/** Text to phoneme ids, both warm. */
export async function measurePhonemising(rig: Rig, rounds: number): Promise<Result[]> {
  const ours: number[] = [];
  const library: number[] = [];
  for (let round = -warmUpTimes; round < rounds; round++) {
    const times = await rig.phonemise(texts[185]);
    if (round < 0) continue;
    ours.push(times.ours);
    library.push(times.library);
  }
  return [{ name: "phonemising, 185 characters", ours: median(ours), theirs: median(library), goal: 0.008, unit: "ms" }];
}
