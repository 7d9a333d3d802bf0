import type { Fact } from "../result.ts";
import type { Rig } from "../rig.ts";
import { longText } from "../texts.ts";

/** Characters of an hour at the bench voice's pace. */
const hourCharacters = 44_000;
const readingRate = 16;

/** An hour of text read sixteen times as fast as it is spoken, or as fast as the machine can: its memory at the beginning and at the end. */
export async function measureLongText(rig: Rig): Promise<Fact[]> {
  await rig.restart();
  const memory: number[] = [];
  let next = 0.1;
  const started = performance.now();
  await rig.read(longText(hourCharacters), readingRate, (progress) => {
    if (progress < next) return;
    memory.push(rig.memory());
    next += 0.1;
  });
  const minutes = (performance.now() - started) / 60_000;
  const [early = Number.NaN, late = Number.NaN] = [memory[0], memory.at(-1)];
  return [
    {
      name: `an hour of text at rate ${readingRate}, memory after a tenth and at the end`,
      value: `${Math.round(early)} MB, ${Math.round(late)} MB in ${minutes.toFixed(1)} minutes`,
      goal: { text: "flat", reached: late < 1.1 * early },
    },
  ];
}
