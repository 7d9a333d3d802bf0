import { instantVoiceId } from "../../src/shared/settings.ts";
import { benchVoiceId } from "../pack-bench.ts";
import type { Measurement } from "../result.ts";
import type { Rig } from "../rig.ts";
import { median } from "../statistics.ts";
import { longText, texts } from "../texts.ts";

/** About a minute and a half of speech. */
const textLength = 1_100;
/** About an hour of speech by the instant voice. */
const hourLength = 44_000;

/** Measures how fast texts become audio files, with how much memory, and whether reading aloud waits for that. */
export async function measureExport(rig: Rig, rounds: number): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const format of ["wav", "mp3"] as const) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const { ms, seconds } = await rig.exportText(longText(textLength), benchVoiceId, format);
      times.push((1000 * seconds) / ms);
    }
    measurements.push({
      name: `a natural voice to ${format.toUpperCase()}`,
      value: `${median(times).toFixed(2)} times real time`,
      goal: { text: "≥ 1.5", reached: median(times) >= 1.5 },
    });
  }
  const memory: number[] = [];
  let next = 0.1;
  const hour = await rig.exportText(longText(hourLength), instantVoiceId, "mp3", (share) => {
    if (share < next) return;
    memory.push(rig.memory());
    next += 0.1;
  });
  const [early = Number.NaN, latest = Number.NaN] = [memory[0], Math.max(...memory)];
  measurements.push(
    {
      name: `${Math.round(hour.seconds / 60)} minutes by the instant voice to MP3`,
      value: `${Math.round((1000 * hour.seconds) / hour.ms)} times real time`,
    },
    {
      name: "its memory after a tenth, and at the most",
      value: `${Math.round(early)} MB, ${Math.round(latest)} MB`,
      goal: { text: "≤ 1.2 times", reached: latest <= 1.2 * early },
    },
  );
  const [alone, beside]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    alone.push(await rig.firstSound(texts[37]));
    beside.push(await rig.firstSoundWhileExporting(longText(textLength), texts[37]));
  }
  measurements.push({
    name: "first sound alone, and while a file is made by the same voice",
    value: `${Math.round(median(alone))} ms, ${Math.round(median(beside))} ms`,
    goal: { text: "≤ 100 ms more", reached: median(beside) - median(alone) <= 100 },
  });
  return measurements;
}
