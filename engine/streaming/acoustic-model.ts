import { InferenceSession } from "onnxruntime-web/wasm";
import { EngineError } from "../engine-error.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";
import { sessionOptions } from "../onnx/session-options.ts";
import { floatsOf } from "../onnx/tensor-values.ts";
import { splitModel, type SplitModel } from "../split/split-model.ts";
import { makeFeeds, type SpeechRequest } from "./speech-request.ts";
import { findOpening } from "../words/find-opening.ts";
import { createPace } from "./pace.ts";
import { openSplitVoice } from "./split-voice.ts";
import { startQuickly } from "./start-quickly.ts";
import { phonemeStarts, saidAfter } from "./phoneme-starts.ts";

/** A chunk of a text's samples. It may be empty: then something was computed, and whoever waits may stop or go on. */
export interface ModelChunk {
  samples: Float32Array;
  /** The share of the phoneme ids that has been spoken at its end, 0 to 1. */
  said: number;
  /**
   * The sample of the text's sound at which each phoneme id starts, and the end of the sound, as far as this is known; the same array until more is known. A
   * model that is run as a whole does not tell its durations, so there all ids are taken to last equally long.
   */
  starts: Float64Array;
}

/** A loaded Piper VITS model. */
export interface AcousticModel {
  /**
   * Computes the samples of a text chunk by chunk. If somebody waits for them and hears `samplesPerSecond` samples in a second, the first ones come sooner, where
   * this makes no later ones late. Rejects with `voiceFailed`.
   */
  speak(request: SpeechRequest, samplesPerSecond?: number): AsyncGenerator<ModelChunk>;
}

/**
 * Loads a Piper model. With a `memory` for kernels the model is split and streams its samples in chunks; use this only for models for which `verifyModel`
 * gave `streams`. Without it each text is one chunk. `now` is a clock in milliseconds. Rejects with `voiceFailed`.
 */
export async function loadAcousticModel(
  bytes: Uint8Array<ArrayBuffer>,
  memory: KernelMemory | undefined,
  now: () => number,
): Promise<AcousticModel> {
  try {
    const split = memory && (await splitModel(bytes));
    const speak = split ? await openSplitModel(bytes, split, memory, now) : await openWholeModel(bytes);
    return {
      async *speak(request, samplesPerSecond) {
        try {
          yield* speak(request, samplesPerSecond);
        } catch (cause) {
          throw new EngineError("voiceFailed", `inference failed: ${String(cause)}`, { cause });
        }
      },
    };
  } catch (cause) {
    throw new EngineError("voiceFailed", `ONNX Runtime refused the model: ${String(cause)}`, { cause });
  }
}

async function openSplitModel(
  bytes: Uint8Array<ArrayBuffer>,
  split: SplitModel,
  memory: KernelMemory,
  now: () => number,
): Promise<AcousticModel["speak"]> {
  const voice = await openSplitVoice(bytes, split, memory);
  const pace = createPace(now, voice.contextSamples);
  /** Speaks a text from the phoneme id `fromId` on. */
  const speak = async function* (request: SpeechRequest, fromId = 0): AsyncGenerator<ModelChunk> {
    const { length } = request.phonemeIds;
    const { durations, frames, samplesPerFrame, decode } = await pace.timeEncoding(length, () => voice.encode(request));
    pace.lasts(length, frames * samplesPerFrame);
    const starts = phonemeStarts(durations, samplesPerFrame);
    let samplesSoFar = starts[fromId] ?? 0;
    for (const samples of pace.timeDecoding(decode({ fromFrame: samplesSoFar / samplesPerFrame }))) {
      samplesSoFar += samples.length;
      yield { samples, said: saidAfter(samplesSoFar, starts), starts };
    }
  };
  return (request, samplesPerSecond) => {
    const { phonemeIds } = request;
    const isInTime = (cut: number): boolean => samplesPerSecond !== undefined && pace.isInTime(cut, phonemeIds.length, samplesPerSecond);
    const opening = findOpening(phonemeIds, isInTime);
    return opening ? startQuickly(speak, request, opening) : speak(request);
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
