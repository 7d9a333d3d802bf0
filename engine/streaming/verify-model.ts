import { InferenceSession } from "onnxruntime-web/wasm";
import { isOutOfMemory } from "../engine-error.ts";
import type { ModelVerdict } from "../model-verdict.ts";
import { isRuntimeStartFailure } from "../onnx/runtime.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";
import { splitModel, type SplitModel } from "../split/split-model.ts";
import { openSplitVoice } from "./split-voice.ts";
import { makeFeeds, type SpeechRequest } from "./speech-request.ts";
import { floatsOf } from "../onnx/tensor-values.ts";
import { sessionOptions } from "../onnx/session-options.ts";

/** The largest difference between two samples that a different order of sums can explain. */
const tolerance = 1e-5;
/** Enough phonemes for several steps with their receptive fields. The ids are those of common phonemes in every voice, with pads between them. */
const testPhonemeIds = [1, 0, ...Array.from({ length: 36 }, (_, index) => [14 + ((index * 7) % 20), 0]).flat(), 2];
/** Without noise the model computes the same samples every time. */
const request: SpeechRequest = { phonemeIds: testPhonemeIds, speakerId: 0, noiseScale: 0, lengthScale: 1, noiseW: 0 };

/** The approximate share of the work that is done after each step. */
const shareAfter = { loaded: 0.3, spoken: 0.5, split: 0.6 } as const;

/**
 * Runs `model` as a whole and split, and compares the samples. `model` may be any bytes; never rejects. This takes seconds to minutes and the memory of two
 * voices, so run it in a worker of its own, once for each voice, and keep the verdict. `onProgress` receives the share of the work that is done.
 */
export async function verifyModel(
  model: Uint8Array<ArrayBuffer>,
  memory: KernelMemory,
  onProgress: (share: number) => void,
): Promise<ModelVerdict> {
  let expected: Float32Array;
  try {
    expected = await runWholeModel(model, onProgress);
  } catch (thrown) {
    return { kind: isOutOfMemory(thrown) || isRuntimeStartFailure(thrown) ? "unknown" : "mute" };
  }
  if (expected.length === 0 || !expected.every(Number.isFinite)) return { kind: "mute" };
  try {
    const split = await splitModel(model);
    onProgress(shareAfter.split);
    return { kind: split && (await matchesWholeModel(expected, model, split, memory, onProgress)) ? "streams" : "whole" };
  } catch {
    // The split model fails, but the whole model works.
    return { kind: "whole" };
  }
}

/** The samples of the whole model for the test phonemes; rejects with ONNX Runtime's error. */
export async function runWholeModel(model: Uint8Array<ArrayBuffer>, onProgress: (share: number) => void): Promise<Float32Array> {
  const session = await InferenceSession.create(model, sessionOptions);
  onProgress(shareAfter.loaded);
  try {
    const [name = ""] = session.outputNames;
    const results = await session.run(makeFeeds(request, session.inputNames));
    onProgress(shareAfter.spoken);
    return floatsOf(results[name]);
  } finally {
    await session.release();
  }
}

/** Whether the split model computes the samples `expected` for the test phonemes; rejects if it cannot be loaded or run. */
export async function matchesWholeModel(
  expected: Float32Array,
  model: Uint8Array<ArrayBuffer>,
  split: SplitModel,
  memory: KernelMemory,
  onProgress: (share: number) => void,
): Promise<boolean> {
  const voice = await openSplitVoice(model, split, memory);
  try {
    const { decode } = await voice.encode(request);
    let at = 0;
    for (const chunk of decode()) {
      for (const sample of chunk) if (!(Math.abs(sample - (expected[at++] ?? Number.NaN)) <= tolerance)) return false;
      onProgress(shareAfter.split + (1 - shareAfter.split) * (at / expected.length));
    }
    return at === expected.length;
  } finally {
    await voice.close();
  }
}
