import type { Result } from "../result.ts";
import type { Rig } from "../rig.ts";
import { median } from "../statistics.ts";
import { texts } from "../texts.ts";

type Length = keyof typeof texts;

/** What of `measureWarm` is asked for: first sound for these lengths, each with its goal. */
export type FirstSoundGoals = Partial<Record<Length, number>>;

interface Samples {
  predict: number[];
  firstSound: number[];
  whole: number[];
  replay: number[];
}

/** Both engines loaded and warmed up, sentence by sentence in turn: first sound, the whole of 256 characters, and what was kept. */
export async function measureWarm(rig: Rig, label: string, goals: FirstSoundGoals, rounds: number): Promise<Result[]> {
  await rig.openLibrary();
  await rig.openEngine();
  const lengths = Object.keys(goals).map(Number) as Length[];
  const samples = new Map<Length, Samples>(lengths.map((length) => [length, { predict: [], firstSound: [], whole: [], replay: [] }]));
  // The first round warms everything up and is not counted.
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
    ...lengths.map((length): Result => ({
      name: `${label} first sound / predict(), ${length} characters`,
      ours: of(length, "firstSound"),
      theirs: of(length, "predict"),
      goal: goals[length] ?? Number.NaN,
      unit: "ms",
    })),
    { name: `${label} whole synthesis / predict(), 256 characters`, ours: of(256, "whole"), theirs: of(256, "predict"), goal: 0.8, unit: "ms" },
    { name: `${label} replay from the cache / predict(), 256 characters`, ours: of(256, "replay"), theirs: of(256, "predict"), goal: 0.005, unit: "ms" },
  ];
}
