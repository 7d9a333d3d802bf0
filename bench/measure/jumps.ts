import type { Measurement } from "../result.ts";
import type { Rig } from "../rig.ts";
import { median } from "../statistics.ts";
import { longText } from "../texts.ts";

const goals = { ahead: 150, back: 150 };

/** Measures the time from a jump to the first sample that is heard. The voice is open. */
export async function measureJumps(rig: Rig, rounds: number): Promise<Measurement[]> {
  const text = longText(20_000);
  const times: { ahead: number; back: number }[] = [];
  for (let round = 0; round < rounds; round++) times.push(await rig.jumps(text, text.indexOf("On day", 8_000 + 1_000 * round)));
  const [ahead, back] = [median(times.map((each) => each.ahead)), median(times.map((each) => each.back))];
  return [
    {
      name: "from a jump to the first sample that is heard, in a sentence that was not made yet",
      value: `${Math.round(ahead)} ms`,
      goal: { text: `≤ ${goals.ahead} ms`, reached: ahead <= goals.ahead },
    },
    {
      name: "from a jump to the first sample that is heard, in a sentence whose sound is on disk",
      value: `${Math.round(back)} ms`,
      goal: { text: `≤ ${goals.back} ms`, reached: back <= goals.back },
    },
  ];
}
