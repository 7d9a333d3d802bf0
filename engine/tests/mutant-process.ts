/** @file A process of `mutants.test.ts`. It verifies one damaged model after another, as an import does, and sends each result. */
import { env } from "onnxruntime-web/wasm";
import { makeBenchVoice } from "./bench-voice/bench-voice.ts";
import { tiny } from "./bench-voice/hyperparameters.ts";
import { splitModel } from "../split/split-model.ts";
import { verifyModel } from "../streaming/verify-model.ts";
import { createKernelMemory } from "../kernels/kernel-memory.ts";
import { checkModelFormat } from "../check-model-format.ts";
import { compileKernels } from "../build/compile-kernels.ts";
import { mutateModel } from "./voices/mutate-model.ts";
import { makeToneVoice } from "./voices/tone-voice.ts";

/** The result for the mutant with this seed; with the seed null, the results for the originals. */
export interface MutantResult {
  seed: number | null;
  outcome: string;
}

const seeds = JSON.parse(process.argv[2] ?? "[]") as number[];
const kernels = await WebAssembly.compile(await compileKernels(false));
const originals = [
  { speakers: 1, model: makeBenchVoice({ quality: "medium", resize: tiny }).model },
  { speakers: 3, model: makeBenchVoice({ quality: "x_low", speakers: 3, resize: tiny }).model },
  { speakers: 1, model: Uint8Array.from(makeToneVoice().model) },
];
env.wasm.numThreads = 1;

async function verify(model: Uint8Array<ArrayBuffer>, speakers: number): Promise<string> {
  const verdict = checkModelFormat(model, speakers);
  if (verdict) return verdict.kind;
  // verifyModel would hide this error.
  try {
    await splitModel(model);
  } catch (thrown) {
    return `splitting threw ${String(thrown)}`;
  }
  const { kind } = await verifyModel(model, createKernelMemory(kernels, new WebAssembly.Memory({ initial: 1 })), () => undefined);
  return kind;
}

const send = (result: MutantResult): void => void process.send?.(result);
for (const seed of seeds) {
  const { model, speakers } = originals[seed % originals.length] ?? originals[0] ?? { model: new Uint8Array(), speakers: 1 };
  send({ seed, outcome: await verify(mutateModel(model, seed), speakers) });
}
const originalOutcomes: string[] = [];
for (const { model, speakers } of originals) originalOutcomes.push(await verify(model, speakers));
send({ seed: null, outcome: originalOutcomes.join() });
