import { startDesktop } from "../../tools/desktop/desktop.ts";
import { recordSound } from "../../tools/desktop/record-sound.ts";
import type { Measurement } from "../result.ts";
import { openRig } from "../rig.ts";
import { median } from "../statistics.ts";
import { texts } from "../texts.ts";

const name = "from a stop in mid-inference to silence, as the sound device is recorded";
const goal = 100;

/** Measures the time from a stop to silence, including the delay of the recorder. Needs Linux with a virtual screen and sound device. */
export async function measureStop(rounds: number): Promise<Measurement[]> {
  if (process.platform !== "linux") return [{ name, value: "not measured on this system" }];
  const desktop = await startDesktop();
  Object.assign(process.env, desktop.environment);
  const rig = await openRig(true);
  try {
    const recording = await recordSound();
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const sinceSeconds = recording.seconds();
      const stop = await rig.readUntilHeard(texts[256]);
      await recording.waitForSound({ sinceSeconds });
      const asked = recording.seconds();
      await stop();
      times.push(1000 * ((await recording.waitForSilence(300, { sinceSeconds: asked })) - asked));
    }
    await recording.stop();
    const value = median(times);
    return [{ name, value: `${Math.round(value)} ms`, goal: { text: `≤ ${goal} ms`, reached: value <= goal } }];
  } finally {
    await rig.close();
    await desktop.stop();
  }
}
