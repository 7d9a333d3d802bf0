import { availableParallelism } from "node:os";
import type { Utterance } from "../../src/shared/protocol.ts";
import { launch } from "../../tests/browser/harness/chromium.ts";
import { startChild, stopChild } from "../../tests/browser/harness/child.ts";
import { startDesktop } from "../../tests/browser/harness/desktop.ts";
import { recordSound } from "../../tests/browser/harness/record-sound.ts";
import { waitFor } from "../../tests/browser/harness/wait-for.ts";
import { makeToneExtension } from "../../tests/browser/tone-extension.ts";
import { watch } from "../../tests/browser/watcher.ts";
import { decodeTones } from "../../tests/voices/decode-tones.ts";
import type { Fact } from "../result.ts";
import { longText } from "../texts.ts";

const seconds = 120;
const busyLoops = 3 * availableParallelism();
const name = `gaps inside sentences in ${seconds} s of speech beside ${busyLoops} busy loops, as the sound device is recorded`;

/** Whether speech whose samples are there is heard without a gap on a busy machine. Needs Linux with a virtual screen and sound device. */
export async function measureGaps(): Promise<Fact[]> {
  if (process.platform !== "linux") return [{ name, value: "not measured on this system" }];
  const gapsMs = (await recordBesideBusyLoops()).map((gapSeconds) => Math.round(1000 * gapSeconds));
  const value = gapsMs.length === 0 ? "0" : `${gapsMs.length} (${gapsMs.toSorted((a, b) => b - a).slice(0, 5).join(", ")} ms)`;
  return [{ name, value, goal: { text: "0", reached: gapsMs.length === 0 } }];
}

/** Has a tone voice read, whose recording tells every gap, and resolves to the length of each in seconds. */
async function recordBesideBusyLoops(): Promise<number[]> {
  const desktop = await startDesktop();
  Object.assign(process.env, desktop.environment);
  const extension = await makeToneExtension();
  const chromium = await launch({ extensionDir: extension.extensionDir, hostMap: extension.hostMap });
  const loops: ReturnType<typeof startChild>[] = [];
  try {
    const watcher = await watch(chromium, await chromium.page());
    await watcher.install("en_US-alpha-medium");
    const recording = await recordSound();
    await watcher.request("offscreen", "speak", utteranceOf(longText(100 * seconds)));
    await recording.waitForSound();
    for (let i = 0; i < busyLoops; i++) loops.push(startChild(process.execPath, ["-e", "for (;;);"]));
    const end = recording.seconds() + seconds;
    await waitFor("the recording", () => recording.seconds() > end, { timeoutMs: 2_000 * seconds, everyMs: 200 });
    const { samples, sampleRate } = await recording.stop();
    await Promise.all(loops.splice(0).map(stopChild));
    await watcher.request("offscreen", "stop");
    const { symbols, gapsSeconds } = decodeTones(samples, sampleRate);
    return symbols.flatMap(({ beat, interruptedSeconds }, index) => [interruptedSeconds, beat === 0 ? 0 : (gapsSeconds[index - 1] ?? 0)]).filter((gap) => gap > 0);
  } finally {
    await Promise.all(loops.map(stopChild));
    await chromium.close();
    await extension.close();
    await desktop.stop();
  }
}

function utteranceOf(text: string): Utterance {
  return {
    utteranceId: crypto.randomUUID(),
    text,
    truncated: false,
    passages: [{ start: 0, end: text.length, language: "en", voice: { voiceId: "en_US-alpha-medium", speakerId: 0 } }],
    rate: 1,
    volume: 1,
    whileLoading: "wait",
    tabId: null,
    isPrivate: true,
    requestedAt: Date.now(),
  };
}
