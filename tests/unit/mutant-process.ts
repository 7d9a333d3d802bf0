/** @file A process of `model-mutants.test.ts`: takes in one damaged model after another as an import does, and tells what became of each. */
import { env } from "onnxruntime-web/wasm";
import { makeBenchVoice } from "../../bench/voice/bench-voice.ts";
import { tiny } from "../../bench/voice/voice-shape.ts";
import { cutModel } from "../../offscreen/synthesis/worker/model/cut-model.ts";
import { verifyModel } from "../../offscreen/synthesis/worker/model/verify-model.ts";
import { makeWorkshop } from "../../offscreen/synthesis/worker/streaming/kernels.ts";
import { checkPiperModel } from "../../offscreen/voice/check-piper-model.ts";
import { compileKernels } from "../../scripts/kernels.ts";
import { toWireError } from "../../src/shared/errors.ts";
import { mutateModel } from "../voices/mutate-model.ts";
import { makeToneVoice } from "../voices/tone-voice.ts";

/** What became of the mutant `seed`; of the originals where there is none. */
export interface MutantFate {
  seed: number | null;
  fate: string;
}

const seeds = JSON.parse(process.argv[2] ?? "[]") as number[];
const kernels = await WebAssembly.compile(await compileKernels(false));
const originals = [
  { speakers: 1, model: makeBenchVoice({ quality: "medium", resize: tiny }).model },
  { speakers: 3, model: makeBenchVoice({ quality: "x_low", speakers: 3, resize: tiny }).model },
  { speakers: 1, model: Uint8Array.from(makeToneVoice().model) },
];
env.wasm.numThreads = 1;

async function takeIn(model: Uint8Array<ArrayBuffer>, speakers: number): Promise<string> {
  try {
    await checkPiperModel(new Blob([model]), speakers);
  } catch (thrown) {
    return toWireError(thrown).code;
  }
  // The verdict would hide a fault of ours.
  try {
    await cutModel(model);
  } catch (thrown) {
    return `cutting threw ${String(thrown)}`;
  }
  return verifyModel(model, makeWorkshop(kernels, new WebAssembly.Memory({ initial: 1 })), () => undefined);
}

const tell = (told: MutantFate): void => void process.send?.(told);
for (const seed of seeds) {
  const { model, speakers } = originals[seed % originals.length] ?? originals[0] ?? { model: new Uint8Array(), speakers: 1 };
  tell({ seed, fate: await takeIn(mutateModel(model, seed), speakers) });
}
const unharmed: string[] = [];
for (const { model, speakers } of originals) unharmed.push(await takeIn(model, speakers));
tell({ seed: null, fate: unharmed.join() });
