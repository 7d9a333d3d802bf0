import type { Fact } from "../result.ts";
import type { Rig } from "../rig.ts";
import { longText } from "../texts.ts";

/** First sound and memory for texts of ever greater length: both should not depend on it. */
export async function measureGrowth(rig: Rig): Promise<Fact[]> {
  await rig.restart();
  await rig.firstSound(longText(100));
  const facts: Fact[] = [];
  let first: { heard: number; memory: number } | undefined;
  for (const length of [100, 1_000, 10_000, 100_000]) {
    const heard = await rig.firstSound(longText(length));
    const memory = rig.memory();
    first ??= { heard, memory };
    const reached = heard < 2 * first.heard && memory < 1.1 * first.memory;
    facts.push({ name: `${length.toLocaleString("en")} characters: first sound, memory of the extension`, value: `${Math.round(heard)} ms, ${Math.round(memory)} MB`, goal: { text: "flat", reached } });
  }
  return facts;
}
