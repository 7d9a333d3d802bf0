import type { Measurement } from "../result.ts";
import type { Rig } from "../rig.ts";
import { longText } from "../texts.ts";

/** The characters that the bench voice speaks in an hour. */
const hourCharacters = 44_000;
const readingRate = 16;

/** Measures the memory at the beginning and at the end of an hour of text, read 16 times as fast as it is spoken, or as fast as the machine can. */
export async function measureLongText(rig: Rig): Promise<Measurement[]> {
  await rig.restart();
  const memory: number[] = [];
  let nextProgress = 0.1;
  const started = performance.now();
  await rig.read(longText(hourCharacters), readingRate, (progress) => {
    if (progress < nextProgress) return;
    memory.push(rig.memory());
    nextProgress += 0.1;
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
