import { env, InferenceSession } from "onnxruntime-web/wasm";
import { readFile } from "node:fs/promises";
import { splitModel } from "../../engine/split/split-model.ts";
import { openSplitVoice } from "../../engine/streaming/split-voice.ts";
import { sessionOptions } from "../../engine/onnx/session-options.ts";
import { makeFeeds } from "../../engine/streaming/speech-request.ts";
import { floatsOf } from "../../engine/onnx/tensor-values.ts";
import { createKernelMemory } from "../../engine/kernels/kernel-memory.ts";
import { compileKernels } from "../../engine/build/compile-kernels.ts";
import type { Measurement } from "../result.ts";
import { writeBenchVoice } from "../../engine/tests/bench-voice/write-bench-voice.ts";

/** Measures the largest difference between a sample of the split model and of the whole model, without noise, in about ten seconds of sound. */
export async function measureExactness(): Promise<Measurement[]> {
  // ONNX Runtime cannot start threads in Node.
  env.wasm.numThreads = 1;
  const model = Uint8Array.from(await readFile(writeBenchVoice("medium")));
  const request = {
    phonemeIds: [1, ...Array.from({ length: 256 }, (_, index) => (index % 2 ? 14 + ((index * 7) % 40) : 0)), 2],
    speakerId: 0,
    noiseScale: 0,
    lengthScale: 1,
    noiseW: 0,
  };
  const session = await InferenceSession.create(model, sessionOptions);
  const { output } = await session.run(makeFeeds(request, session.inputNames));
  const whole = floatsOf(output);
  const split = await splitModel(model);
  if (!split) throw new Error("the bench voice cannot be split");
  const memory = createKernelMemory(await WebAssembly.compile(await compileKernels(false)), new WebAssembly.Memory({ initial: 1 }));
  const voice = await openSplitVoice(model, split, memory);
  let at = 0;
  let largest = 0;
  for (const chunk of (await voice.encode(request)).decode()) {
    for (const sample of chunk) largest = Math.max(largest, Math.abs(sample - (whole[at++] ?? Number.NaN)));
  }
  const reached = at === whole.length && largest <= 1e-5;
  return [
    {
      name: `largest sample difference from the whole model at noise 0, ${at} samples`,
      value: largest.toExponential(1),
      goal: { text: "≤ 1e-5", reached },
    },
  ];
}
