import { InferenceSession } from "onnxruntime-web/wasm";
import type { Workshop } from "../streaming/kernels.ts";
import type { CutModel } from "./cut-model.ts";
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

/**
 * Whether the parts of `model` say, piece by piece, sample for sample what the whole does. Takes about a second and the memory of two voices, so it is to be
 * done once for each voice, when it is installed, in a worker of its own, and the answer kept.
 */
export async function verifyCut(model: Uint8Array<ArrayBuffer>, cut: CutModel, workshop: Workshop): Promise<boolean> {
  try {
    const whole = await speakWhole(model);
    const pieces = await speakInPieces(model, cut, workshop);
    return whole.length === pieces.length && whole.every((sample, at) => Math.abs(sample - (pieces[at] ?? Number.NaN)) <= TOLERANCE);
  } catch {
    // Parts that cannot be loaded or run are not the whole; a whole that cannot be will say so where it is used.
    return false;
  }
}

async function speakWhole(model: Uint8Array<ArrayBuffer>): Promise<Float32Array> {
  const session = await InferenceSession.create(model, MANY_NODES);
  const [name = ""] = session.outputNames;
  const results = await session.run(makeFeeds(REQUEST, session.inputNames));
  await session.release();
  return floatsOf(results[name]);
}

async function speakInPieces(model: Uint8Array<ArrayBuffer>, cut: CutModel, workshop: Workshop): Promise<number[]> {
  const voice = await openCutVoice(model, cut, workshop);
  const samples: number[] = [];
  const { decode } = await voice.encode(REQUEST);
  for (const piece of decode()) for (const sample of piece) samples.push(sample);
  await voice.close();
  return samples;
}
