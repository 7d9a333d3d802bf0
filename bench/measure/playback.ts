import type { Measurement } from "../result.ts";
import type { Rig } from "../rig.ts";
import { median } from "../statistics.ts";
import { texts } from "../texts.ts";

/** Measures the silence in a paragraph, and the time to the first sound of another text that is requested during a sentence. */
export async function measurePlayback(rig: Rig, label: string, rounds: number): Promise<Measurement[]> {
  const underrunMs = await rig.read(texts[256], 1);
  const takeovers: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const heard = await rig.takeover(texts[256], texts[37]);
    if (round >= 0) takeovers.push(heard);
  }
  return [
    {
      name: `${label} silence in a paragraph where sound was due`,
      value: `${Math.round(underrunMs)} ms`,
      goal: { text: "0", reached: underrunMs === 0 },
    },
    { name: `${label} first sound of another text in mid-inference`, value: `${Math.round(median(takeovers))} ms` },
  ];
}
