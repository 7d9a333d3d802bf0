import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { InferenceSession, Tensor } from "onnxruntime-web";
import { makeFeeds } from "../../engine/streaming/speech-request.ts";
import type { Ratio } from "../result.ts";
import type { Rig } from "../rig.ts";
import { median } from "../statistics.ts";
import { texts } from "../texts.ts";
import { writeBenchVoice } from "../../engine/tests/bench-voice/write-bench-voice.ts";

/** As many phoneme ids, including pads, as an English text of 256 characters has. */
const phonemeIds = [1, ...Array.from({ length: 512 }, (_, index) => (index % 2 ? 14 + (index % 20) : 0)), 2];

/** The part of `onnxruntime-node` that is used here. Its types are those of `onnxruntime-web`. */
interface Native {
  InferenceSession: { create(path: string, options: object): Promise<InferenceSession> };
  Tensor: typeof Tensor;
}

/** Installs the native runtime into the cache. The project does not depend on it because it has 300 MB. */
function nativeRuntime(version: string): Native {
  const folder = resolve(import.meta.dirname, "../../.cache/bench/native");
  if (!existsSync(join(folder, "node_modules/onnxruntime-node"))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), "{}\n");
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", `onnxruntime-node@${version}`], {
      cwd: folder,
      stdio: "ignore",
      shell: process.platform === "win32",
    });
  }
  // The package exports these types.
  return createRequire(join(folder, "package.json"))("onnxruntime-node") as Native;
}

/** Measures the real-time factor of the engine and of native ONNX Runtime with the same model and number of threads. */
export async function measureNative(rig: Rig, threads: number, rounds: number): Promise<Ratio[]> {
  const native = nativeRuntime("1.30.0");
  const session = await native.InferenceSession.create(writeBenchVoice("medium"), { intraOpNumThreads: threads });
  const request = { phonemeIds, speakerId: 0, noiseScale: 0.667, lengthScale: 1, noiseW: 0.8 };
  await rig.openEngine();
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const feeds = Object.fromEntries(
      Object.entries(makeFeeds(request, session.inputNames)).map(([name, { type, data, dims }]) => [
        name,
        new native.Tensor(type, data, dims),
      ]),
    );
    const started = performance.now();
    const { output } = await session.run(feeds);
    const nativeFactor = (performance.now() - started) / 1000 / ((output?.dims.at(-1) ?? 0) / 22_050);
    const { wholeMs, durationSeconds } = await rig.synthesise(texts[256]);
    if (round < 0) continue;
    theirs.push(nativeFactor);
    ours.push(wholeMs / 1000 / durationSeconds);
  }
  await rig.closeEngine();
  return [{ name: `real-time factor / native, ${threads} threads`, ours: median(ours), theirs: median(theirs), goal: 2, unit: "x" }];
}
