import { env, InferenceSession } from "onnxruntime-web/wasm";
import { readFile } from "node:fs/promises";
import { cutModel } from "../../offscreen/synthesis/worker/model/cut-model.ts";
import { openCutVoice } from "../../offscreen/synthesis/worker/model/cut-voice.ts";
import { MANY_NODES } from "../../offscreen/synthesis/worker/model/session-options.ts";
import { makeFeeds } from "../../offscreen/synthesis/worker/model/speech-request.ts";
import { floatsOf } from "../../offscreen/synthesis/worker/model/tensor-values.ts";
import { makeWorkshop } from "../../offscreen/synthesis/worker/streaming/kernels.ts";
import { compileKernels } from "../../scripts/kernels.ts";
import type { Fact } from "../result.ts";
import { writeBenchVoice } from "../voice/write-bench-voices.ts";

/** How far a sample of ours is from the whole model's, without noise, over some ten seconds. */
export async function measureExactness(): Promise<Fact[]> {
  // Node cannot start the runtime's threads.
  env.wasm.numThreads = 1;
  const model = Uint8Array.from(await readFile(writeBenchVoice("medium")));
  const request = { phonemeIds: [1, ...Array.from({ length: 256 }, (_, index) => (index % 2 ? 14 + ((index * 7) % 40) : 0)), 2], speakerId: 0, noiseScale: 0, lengthScale: 1, noiseW: 0 };
  const session = await InferenceSession.create(model, MANY_NODES);
  const { output } = await session.run(makeFeeds(request, session.inputNames));
  const whole = floatsOf(output);
  const cut = await cutModel(model);
  if (!cut) throw new Error("the bench voice cannot be cut");
  const workshop = makeWorkshop(await WebAssembly.compile(await compileKernels(false)), new WebAssembly.Memory({ initial: 1 }));
  const voice = await openCutVoice(model, cut, workshop);
  let at = 0;
  let largest = 0;
  for (const piece of (await voice.encode(request)).decode()) {
    for (const sample of piece) largest = Math.max(largest, Math.abs(sample - (whole[at++] ?? Number.NaN)));
  }
  const reached = at === whole.length && largest <= 1e-5;
  return [{ name: `largest sample difference from the whole model at noise 0, ${at} samples`, value: largest.toExponential(1), goal: { text: "≤ 1e-5", reached } }];
}
