import { InferenceSession } from "onnxruntime-web/wasm";
import { EngineError } from "../engine-error.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";
import { sessionOptions } from "../onnx/session-options.ts";
import { floatsOf } from "../onnx/tensor-values.ts";
import { splitModel, type SplitModel } from "../split/split-model.ts";
import { makeFeeds, type SpeechRequest } from "./speech-request.ts";
import { openSplitVoice } from "./split-voice.ts";
import { followPhonemes, type Progress } from "./spoken-share.ts";

/** A part of a text's samples, and how far in the text it comes. */
interface ModelChunk extends Progress {
  samples: Float32Array;
}

/** A Piper VITS model that is loaded. */
export interface AcousticModel {
  /** The samples of a text, chunk by chunk. Rejects with `voiceFailed`. */
  speak(request: SpeechRequest): AsyncGenerator<ModelChunk>;
}

/**
 * Loads a Piper model: with a `memory` for kernels in parts that stream, which is only for models that were verified to say the same so; else as it is, a
 * text at a time. Rejects with `voiceFailed`.
 */
export async function loadAcousticModel(bytes: Uint8Array<ArrayBuffer>, memory: KernelMemory | undefined): Promise<AcousticModel> {
  try {
    const split = memory && (await splitModel(bytes));
    const speak = split ? await openInParts(bytes, split, memory) : await openWhole(bytes);
    return {
      async *speak(request) {
        try {
          yield* speak(request);
        } catch (cause) {
          throw new EngineError("voiceFailed", `inference failed: ${String(cause)}`, { cause });
        }
      },
    };
  } catch (cause) {
    throw new EngineError("voiceFailed", `ONNX Runtime refused the model: ${String(cause)}`, { cause });
  }
}

async function openInParts(bytes: Uint8Array<ArrayBuffer>, split: SplitModel, memory: KernelMemory): Promise<AcousticModel["speak"]> {
  const voice = await openSplitVoice(bytes, split, memory);
  return async function* speak(request) {
    const { durations, samplesPerFrame, decode } = await voice.encode(request);
    const progressAt = followPhonemes(durations, samplesPerFrame);
    let made = 0;
    for (const samples of decode()) {
      made += samples.length;
      yield { samples, ...progressAt(made / samplesPerFrame) };
    }
  };
}

async function openWhole(bytes: Uint8Array<ArrayBuffer>): Promise<AcousticModel["speak"]> {
  const session = await InferenceSession.create(bytes, sessionOptions);
  const [outputName = ""] = session.outputNames;
  return async function* speak(request) {
    const results = await session.run(makeFeeds(request, session.inputNames));
    yield { samples: floatsOf(results[outputName]), said: 1, begun: [] };
  };
}
