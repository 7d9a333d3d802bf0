import { InferenceSession } from "onnxruntime-web/wasm";
import { isOutOfMemory } from "../engine-error.ts";
import type { ModelVerdict } from "../model-verdict.ts";
import { didNotStart } from "../onnx/runtime.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";
import { splitModel, type SplitModel } from "../split/split-model.ts";
import { openSplitVoice } from "./split-voice.ts";
import { makeFeeds, type SpeechRequest } from "./speech-request.ts";
import { floatsOf } from "../onnx/tensor-values.ts";
import { sessionOptions } from "../onnx/session-options.ts";

/** Largest difference of a sample that the order of sums can explain. */
const tolerance = 1e-5;
/** Enough for several steps with all that they reach; the ids are those of everyday phonemes in every voice, with pads between them. */
const usualPhonemeIds = [1, 0, ...Array.from({ length: 36 }, (_, index) => [14 + ((index * 7) % 20), 0]).flat(), 2];
/** Without noise the model gives the same sound every time. */
const request: SpeechRequest = { phonemeIds: usualPhonemeIds, speakerId: 0, noiseScale: 0, lengthScale: 1, noiseW: 0 };

/** About what share of the work is done after each step. */
const shareAfter = { loaded: 0.3, spoken: 0.5, split: 0.6 } as const;

/**
 * Lets `model`, whatever bytes they are, speak as a whole and in parts, and tells what it can; rejects never. Takes a second or many, and the memory of
 * two voices, so it is to be done once for each voice, when it is installed, in a worker of its own, and the answer kept. `onProgress` hears the share of
 * the work that is done.
 */
export async function verifyModel(
  model: Uint8Array<ArrayBuffer>,
  memory: KernelMemory,
  onProgress: (share: number) => void,
): Promise<ModelVerdict> {
  let whole: Float32Array;
  try {
    whole = await speakWhole(model, onProgress);
  } catch (thrown) {
    return { kind: isOutOfMemory(thrown) || didNotStart(thrown) ? "unknown" : "mute" };
  }
  if (whole.length === 0 || !whole.every(Number.isFinite)) return { kind: "mute" };
  try {
    const split = await splitModel(model);
    onProgress(shareAfter.split);
    return { kind: split && (await saysTheSame(whole, model, split, memory, onProgress)) ? "streams" : "whole" };
  } catch {
    // Whatever it is that parts cannot do, the whole can.
    return { kind: "whole" };
  }
}

/** What `model` says as a whole; rejects with ONNX Runtime's error. */
export async function speakWhole(model: Uint8Array<ArrayBuffer>, onProgress: (share: number) => void): Promise<Float32Array> {
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

/** Whether the parts of `model` say, chunk by chunk, sample for sample what the whole said; rejects where parts cannot be loaded or run. */
export async function saysTheSame(
  whole: Float32Array,
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
      for (const sample of chunk) if (!(Math.abs(sample - (whole[at++] ?? Number.NaN)) <= tolerance)) return false;
      onProgress(shareAfter.split + (1 - shareAfter.split) * (at / whole.length));
    }
    return at === whole.length;
  } finally {
    await voice.close();
  }
}
