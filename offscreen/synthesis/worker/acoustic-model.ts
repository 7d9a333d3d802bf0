import { InferenceSession } from "onnxruntime-web/wasm";
import { SpokenError } from "../../../src/shared/errors.ts";
import { cutModel, type CutModel } from "./model/cut-model.ts";
import { openCutVoice } from "./model/cut-voice.ts";
import { makeFeeds, type SpeechRequest } from "./model/speech-request.ts";
import { floatsOf } from "./model/tensor-values.ts";
import { MANY_NODES } from "./model/session-options.ts";
import { shareSaid } from "./share-said.ts";
import type { Workshop } from "./streaming/kernels.ts";

/** A Piper VITS model loaded in ONNX Runtime. */
export interface AcousticModel {
  /** The samples of a sentence, chunk by chunk, with `said` as in `Chunk`; rejects with ONNX Runtime's error. */
  speak(request: SpeechRequest): AsyncGenerator<{ samples: Float32Array; said: number }>;
}

/**
 * Loads a Piper model: with a `workshop` in parts that speak piece by piece, which is only for models that were found to say the same
 * so; else as it is, a sentence at a time. Rejects with `voiceDamaged` if it is no model.
 */
export async function loadAcousticModel(
  bytes: Uint8Array<ArrayBuffer>,
  workshop: Workshop | undefined,
): Promise<AcousticModel> {
  try {
    const cut = workshop && (await cutModel(bytes));
    return cut ? await inParts(bytes, cut, workshop) : await asItIs(bytes);
  } catch (cause) {
    throw new SpokenError("voiceDamaged", `ONNX Runtime refused the model: ${String(cause)}`, { cause });
  }
}

async function inParts(bytes: Uint8Array<ArrayBuffer>, cut: CutModel, workshop: Workshop): Promise<AcousticModel> {
  const voice = await openCutVoice(bytes, cut, workshop);
  return {
    async *speak(request) {
      const { durations, samplesPerFrame, decode } = await voice.encode(request);
      let made = 0;
      for (const samples of decode()) {
        made += samples.length;
        yield { samples, said: shareSaid(durations, made / samplesPerFrame) };
      }
    },
  };
}

async function asItIs(bytes: Uint8Array<ArrayBuffer>): Promise<AcousticModel> {
  const session = await InferenceSession.create(bytes, MANY_NODES);
  const [outputName = ""] = session.outputNames;
  return {
    async *speak(request) {
      const results = await session.run(makeFeeds(request, session.inputNames));
      yield { samples: floatsOf(results[outputName]), said: 1 };
    },
  };
}
