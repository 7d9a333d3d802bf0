/** @file A process of `mutants.test.ts`: takes in one damaged model after another as an import does, and tells what became of each. */
import { env } from "onnxruntime-web/wasm";
import { makeBenchVoice } from "./bench-voice/bench-voice.ts";
import { tiny } from "./bench-voice/voice-shape.ts";
import { splitModel } from "../split/split-model.ts";
import { verifyModel } from "../streaming/verify-model.ts";
import { createKernelMemory } from "../kernels/kernel-memory.ts";
import { refusal } from "../verify-blob.ts";
import { compileKernels } from "../build/compile-kernels.ts";
import { mutateModel } from "./voices/mutate-model.ts";
import { makeToneVoice } from "./voices/tone-voice.ts";

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
  const refused = refusal(model, speakers);
  if (refused) return refused.kind;
  // The verdict would hide a fault of ours.
  try {
    await splitModel(model);
  } catch (thrown) {
    return `splitting threw ${String(thrown)}`;
  }
  const { kind } = await verifyModel(model, createKernelMemory(kernels, new WebAssembly.Memory({ initial: 1 })), () => undefined);
  return kind;
}

const tell = (told: MutantFate): void => void process.send?.(told);
for (const seed of seeds) {
  const { model, speakers } = originals[seed % originals.length] ?? originals[0] ?? { model: new Uint8Array(), speakers: 1 };
  tell({ seed, fate: await takeIn(mutateModel(model, seed), speakers) });
}
const unharmed: string[] = [];
for (const { model, speakers } of originals) unharmed.push(await takeIn(model, speakers));
tell({ seed: null, fate: unharmed.join() });
