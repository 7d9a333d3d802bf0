import { availableParallelism, loadavg } from "node:os";
import { Worker } from "node:worker_threads";
import type { Diagnostics } from "../../src/shared/protocol.ts";
import { launch } from "../../tools/browser/chromium.ts";
import { startDesktop } from "../../tools/desktop/desktop.ts";
import { recordSound } from "../../tools/desktop/record-sound.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { packToneVoices } from "../../tools/extension/pack-tone-voices.ts";
import { utteranceOf } from "../../tools/extension/utterance-of.ts";
import { watch } from "../../tools/extension/watcher.ts";
import { decodeTones } from "../../engine/tests/voices/decode-tones.ts";
import type { Measurement } from "../result.ts";
import { longText } from "../texts.ts";

const seconds = Number(process.env["GAPS_SECONDS"] ?? 120);
const voiceId = "en_US-alpha-medium";
const busyLoops = 3 * availableParallelism();
const name = `gaps inside sentences in ${seconds} s of speech beside ${busyLoops} busy loops, as the sound device is recorded`;

/** Measures gaps in speech on a busy machine when all samples are computed in time. Needs Linux with a virtual screen and sound device. */
export async function measureGaps(): Promise<Measurement[]> {
  if (process.platform !== "linux") return [{ name, value: "not measured on this system" }];
  const { gaps, underrunMs } = await recordBesideBusyLoops();
  const [loadAverage = Number.NaN] = loadavg();
  const longest = gaps.toSorted((a, b) => b.ms - a.ms).slice(0, 5);
  const value =
    gaps.length === 0
      ? "0"
      : `${gaps.length} (${longest.map(({ ms, atSeconds }) => `${Math.round(ms)} ms at ${Math.round(atSeconds)} s`).join(", ")})`;
  return [
    { name, value, goal: { text: "0", reached: gaps.length === 0 } },
    { name: "of that, silence because samples came late", value: `${Math.round(underrunMs)} ms` },
    { name: `load average meanwhile, where the busy loops alone make ${busyLoops}`, value: loadAverage.toFixed(1) },
  ];
}

interface Gap {
  atSeconds: number;
  ms: number;
}

/** Records a tone voice, in which every gap can be found. Resolves to the gaps in the recording, and to the silence that the player itself counted. */
async function recordBesideBusyLoops(): Promise<{ gaps: Gap[]; underrunMs: number }> {
  const desktop = await startDesktop();
  Object.assign(process.env, desktop.environment);
  const extension = await packToneVoices();
  const chromium = await launch({ extensionDir: extension.extensionDir, hostMap: extension.hostMap });
  const loops: Worker[] = [];
  try {
    const watcher = await watch(chromium, await chromium.page());
    await watcher.install(voiceId);
    const recording = await recordSound();
    await watcher.request("offscreen", "speak", utteranceOf(longText(100 * seconds), voiceId, { isPrivate: true }));
    // By then the player has read far ahead, so only playback is measured.
    await watcher.waitForNarration("the third sentence", ({ sentence }) => sentence?.index === 2, 60_000);
    for (let i = 0; i < busyLoops; i++) loops.push(new Worker("for (;;);", { eval: true }));
    const underrunMs = async () => ((await watcher.request("offscreen", "getDiagnostics")) as Diagnostics).underrunMs;
    const underrunBefore = await underrunMs();
    const begin = recording.seconds();
    await waitFor("the recording", () => recording.seconds() > begin + seconds, { timeoutMs: 2_000 * seconds, everyMs: 200 });
    const { samples, sampleRate } = await recording.stop();
    await Promise.all(loops.splice(0).map((loop) => loop.terminate()));
    const underrun = (await underrunMs()) - underrunBefore;
    const { symbols, gapsSeconds } = decodeTones(samples.subarray(begin * sampleRate), sampleRate);
    const gaps = symbols.flatMap(({ beat, interruptedSeconds, startSeconds: atSeconds }, index) =>
      [interruptedSeconds, beat === 0 ? 0 : (gapsSeconds[index - 1] ?? 0)].map((gap) => ({ atSeconds, ms: 1000 * gap })),
    );
    return { gaps: gaps.filter(({ ms }) => ms > 0), underrunMs: underrun };
  } finally {
    await Promise.all(loops.map((loop) => loop.terminate()));
    await chromium.close();
    await extension.close();
    await desktop.stop();
  }
}
