import { InferenceSession } from "onnxruntime-web/wasm";
import type { ModelVerdict } from "../../../vocabulary.ts";
import { isOutOfMemory } from "../../out-of-memory.ts";
import { didNotStart } from "../onnx-runtime.ts";
import type { Workshop } from "../streaming/kernels.ts";
import { cutModel, type CutModel } from "./cut-model.ts";
import { openCutVoice } from "./cut-voice.ts";
import { makeFeeds, type SpeechRequest } from "./speech-request.ts";
import { floatsOf } from "./tensor-values.ts";
import { MANY_NODES } from "./session-options.ts";

/** Largest difference of a sample that the order of sums can explain. */
const TOLERANCE = 1e-5;
/** Enough for several steps with all that they reach; the ids are those of everyday phonemes in every voice, with pads between them. */
const PHONEME_IDS = [1, 0, ...Array.from({ length: 36 }, (_, index) => [14 + ((index * 7) % 20), 0]).flat(), 2];
/** Without noise the model gives the same sound every time. */
const REQUEST: SpeechRequest = { phonemeIds: PHONEME_IDS, speakerId: 0, noiseScale: 0, lengthScale: 1, noiseW: 0 };

/** About what share of the work is done after each step. */
const SHARE = { loaded: 0.3, spoken: 0.5, cut: 0.6 } as const;

/**
 * Lets `model`, whatever bytes they are, speak as a whole and in parts, and tells what it can; rejects never. Takes a second or many, and the memory of
 * two voices, so it is to be done once for each voice, when it is installed, in a worker of its own, and the answer kept. `onProgress` hears the share of
 * the work that is done.
 */
export async function verifyModel(model: Uint8Array<ArrayBuffer>, workshop: Workshop, onProgress: (share: number) => void): Promise<ModelVerdict> {
  let whole: Float32Array;
  try {
    whole = await speakWhole(model, onProgress);
  } catch (thrown) {
    return isOutOfMemory(thrown) || didNotStart(thrown) ? "unknown" : "mute";
  }
  if (whole.length === 0 || !whole.every(Number.isFinite)) return "mute";
  try {
    const cut = await cutModel(model);
    onProgress(SHARE.cut);
    return cut && (await saysTheSame(whole, model, cut, workshop, onProgress)) ? "inPieces" : "whole";
  } catch {
    // Whatever it is that parts cannot do, the whole can.
    return "whole";
  }
}

/** What `model` says as a whole; rejects with ONNX Runtime's error. */
export async function speakWhole(model: Uint8Array<ArrayBuffer>, onProgress: (share: number) => void): Promise<Float32Array> {
  const session = await InferenceSession.create(model, MANY_NODES);
  onProgress(SHARE.loaded);
  try {
    const [name = ""] = session.outputNames;
    const results = await session.run(makeFeeds(REQUEST, session.inputNames));
    onProgress(SHARE.spoken);
    return floatsOf(results[name]);
  } finally {
    await session.release();
  }
}

/** Whether the parts of `model` say, piece by piece, sample for sample what the whole said; rejects where parts cannot be loaded or run. */
export async function saysTheSame(
  whole: Float32Array,
  model: Uint8Array<ArrayBuffer>,
  cut: CutModel,
  workshop: Workshop,
  onProgress: (share: number) => void,
): Promise<boolean> {
  const voice = await openCutVoice(model, cut, workshop);
  try {
    const { decode } = await voice.encode(REQUEST);
    let at = 0;
    for (const piece of decode()) {
      for (const sample of piece) if (!(Math.abs(sample - (whole[at++] ?? Number.NaN)) <= TOLERANCE)) return false;
      onProgress(SHARE.cut + (1 - SHARE.cut) * (at / whole.length));
    }
    return at === whole.length;
  } finally {
    await voice.close();
  }
}
