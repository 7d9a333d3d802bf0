import type { Ratio } from "../result.ts";
import type { Rig } from "../rig.ts";
import { median } from "../statistics.ts";
import { texts } from "../texts.ts";

type Length = keyof typeof texts;

/** The text lengths for which `measureWarm` measures the first sound, with the goal of each. */
export type FirstSoundGoals = Partial<Record<Length, number>>;

interface Samples {
  predict: number[];
  firstSound: number[];
  whole: number[];
  replay: number[];
}

/** Measures the extension and the library in turn, loaded and warmed up: the first sound, the synthesis of 256 characters, and the first sound from the cache. */
export async function measureWarm(rig: Rig, label: string, goals: FirstSoundGoals, rounds: number): Promise<Ratio[]> {
  await rig.openLibrary();
  await rig.openEngine();
  const lengths = Object.keys(goals).map(Number) as Length[];
  const samples = new Map<Length, Samples>(lengths.map((length) => [length, { predict: [], firstSound: [], whole: [], replay: [] }]));
  // The first round warms up and is not counted.
  for (let round = -1; round < rounds; round++) {
    for (const [length, kept] of samples) {
      const text = texts[length];
      const predicted = await rig.predict(text);
      const heard = await rig.firstSound(text);
      const cost = await rig.synthesise(text);
      const replayed = await rig.replay(text);
      if (round < 0) continue;
      kept.predict.push(predicted.wholeMs);
      kept.firstSound.push(heard);
      kept.whole.push(cost.wholeMs);
      kept.replay.push(replayed);
    }
  }
  await rig.closeEngine();
  const of = (length: Length, what: keyof Samples): number => median(samples.get(length)?.[what] ?? []);
  return [
    ...lengths.map((length): Ratio => ({
      name: `${label} first sound / predict(), ${length} characters`,
      ours: of(length, "firstSound"),
      theirs: of(length, "predict"),
      goal: goals[length] ?? Number.NaN,
      unit: "ms",
    })),
    {
      name: `${label} whole synthesis / predict(), 256 characters`,
      ours: of(256, "whole"),
      theirs: of(256, "predict"),
      goal: 0.8,
      unit: "ms",
    },
    {
      name: `${label} replay from the cache / predict(), 256 characters`,
      ours: of(256, "replay"),
      theirs: of(256, "predict"),
      goal: 0.005,
      unit: "ms",
    },
  ];
}
