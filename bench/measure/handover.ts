import type { Measurement } from "../result.ts";
import type { Rig } from "../rig.ts";
import { median } from "../statistics.ts";
import { longText } from "../texts.ts";

const goalMs = 300;

/** Measures the time from the opening of a voice, for which the instant voice stood in, to its first sample. */
export async function measureHandover(rig: Rig, rounds: number): Promise<Measurement[]> {
  const text = longText(2_000);
  const handovers = [];
  for (let round = 0; round < rounds; round++) handovers.push(await rig.handover(text));
  const silenceMs = Math.max(...handovers.map((handover) => handover.silenceMs));
  const begunAfter = Math.max(...handovers.map((handover) => handover.begunAfter));
  return [
    {
      name: "a voice has opened while another stands in: sentences that the other begins after that",
      value: String(begunAfter),
      goal: { text: "0", reached: begunAfter === 0 },
    },
    {
      name: "the same: silence behind the sentence that was being heard, longest",
      value: `${Math.round(silenceMs)} ms`,
      goal: { text: `≤ ${goalMs} ms`, reached: silenceMs <= goalMs },
    },
    {
      name: "the same: from the session open to the natural voice heard, the rest of that sentence included",
      value: `${Math.round(median(handovers.map(({ heardMs }) => heardMs)))} ms`,
    },
  ];
}
