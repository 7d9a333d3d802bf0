import { InferenceSession } from "onnxruntime-web/wasm";
import { EngineError } from "../engine-error.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";
import { sessionOptions } from "../onnx/session-options.ts";
import { floatsOf } from "../onnx/tensor-values.ts";
import { splitModel, type SplitModel } from "../split/split-model.ts";
import { makeFeeds, type SpeechRequest } from "./speech-request.ts";
import { openSplitVoice } from "./split-voice.ts";
import { phonemeStarts, saidAfter } from "./phoneme-starts.ts";

/** A chunk of a text's samples. */
interface ModelChunk {
  samples: Float32Array;
  /** The share of the phoneme ids that has been spoken at its end, 0 to 1. */
  said: number;
  /**
   * The sample of the text's sound at which each phoneme id starts, and the end of the sound; the same in all chunks. A model that is run as a whole does
   * not tell its durations, so there all ids are taken to last equally long.
   */
  starts: Float64Array;
}

/** A loaded Piper VITS model. */
export interface AcousticModel {
  /** Computes the samples of a text chunk by chunk. Rejects with `voiceFailed`. */
  speak(request: SpeechRequest): AsyncGenerator<ModelChunk>;
}

/**
 * Loads a Piper model. With a `memory` for kernels the model is split and streams its samples in chunks; use this only for models for which `verifyModel`
 * gave `streams`. Without it each text is one chunk. Rejects with `voiceFailed`.
 */
export async function loadAcousticModel(bytes: Uint8Array<ArrayBuffer>, memory: KernelMemory | undefined): Promise<AcousticModel> {
  try {
    const split = memory && (await splitModel(bytes));
    const speak = split ? await openSplitModel(bytes, split, memory) : await openWholeModel(bytes);
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

async function openSplitModel(bytes: Uint8Array<ArrayBuffer>, split: SplitModel, memory: KernelMemory): Promise<AcousticModel["speak"]> {
  const voice = await openSplitVoice(bytes, split, memory);
  return async function* speak(request) {
    const { durations, samplesPerFrame, decode } = await voice.encode(request);
    const starts = phonemeStarts(durations, samplesPerFrame);
    let samplesSoFar = 0;
    for (const samples of decode()) {
      samplesSoFar += samples.length;
      yield { samples, said: saidAfter(samplesSoFar, starts), starts };
    }
  };
}

async function openWholeModel(bytes: Uint8Array<ArrayBuffer>): Promise<AcousticModel["speak"]> {
  const session = await InferenceSession.create(bytes, sessionOptions);
  const [outputName = ""] = session.outputNames;
  return async function* speak(request) {
    const results = await session.run(makeFeeds(request, session.inputNames));
    const samples = floatsOf(results[outputName]);
    const { length } = request.phonemeIds;
    yield { samples, said: 1, starts: phonemeStarts(new Float64Array(length).fill(samples.length / length), 1) };
  };
}
