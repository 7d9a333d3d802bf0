import { InferenceSession } from "onnxruntime-web/wasm";
import { SpokenError } from "../../../src/shared/errors.ts";
import { cutModel } from "./model/cut-model.ts";
import { floatsOf, makeFeeds, openCutVoice, type SpeechRequest } from "./model/cut-voice.ts";
import { MANY_NODES } from "./model/session-options.ts";

/** A Piper VITS model loaded in ONNX Runtime. */
export interface AcousticModel {
  /** The samples of a sentence, piece by piece; rejects with ONNX Runtime's error. */
  speak(request: SpeechRequest): AsyncGenerator<Float32Array>;
}

/**
 * Loads a Piper model: with `inChunks` in parts that speak chunk by chunk, which is only for models that were found to say the same
 * so; else as it is, a sentence at a time. Rejects with `voiceDamaged` if it is no model. `sampleRate` in hertz.
 */
export async function loadAcousticModel(
  bytes: Uint8Array<ArrayBuffer>,
  sampleRate: number,
  inChunks: boolean,
): Promise<AcousticModel> {
  try {
    const cut = inChunks ? cutModel(bytes) : undefined;
    return cut ? await inParts(bytes, cut, sampleRate) : await asItIs(bytes);
  } catch (cause) {
    throw new SpokenError("voiceDamaged", `ONNX Runtime refused the model: ${String(cause)}`, { cause });
  }
}

async function inParts(bytes: Uint8Array<ArrayBuffer>, cut: NonNullable<ReturnType<typeof cutModel>>, sampleRate: number): Promise<AcousticModel> {
  const voice = await openCutVoice(bytes, cut, sampleRate);
  return {
    async *speak(request) {
      const encoded = await voice.encode(request);
      yield* encoded.decode({});
    },
  };
}

async function asItIs(bytes: Uint8Array<ArrayBuffer>): Promise<AcousticModel> {
  const session = await InferenceSession.create(bytes, MANY_NODES);
  const [outputName = ""] = session.outputNames;
  return {
    async *speak(request) {
      const results = await session.run(makeFeeds(request, session.inputNames));
      yield floatsOf(results[outputName]);
    },
  };
}
