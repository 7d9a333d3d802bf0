import { EngineError } from "./engine-error.ts";
import { hexOf } from "./hex.ts";
import { openKernelMemory } from "./kernels/open-kernel-memory.ts";
import type { LoadedVoice } from "./loaded-voice.ts";
import { startRuntime } from "./onnx/runtime.ts";
import type { EspeakAssets } from "./phonemes/espeak/espeak-data.ts";
import { createPhonemizer } from "./phonemes/phonemizer.ts";
import type { PiperSource } from "./protocol.ts";
import { loadAcousticModel } from "./streaming/acoustic-model.ts";
import { wasmMemoryBytes } from "./wasm-memory.ts";

/**
 * Loads a Piper voice: its phonemizer and its acoustic model. Where a SHA-256 is given, rejects with `modelChanged` if the model has another one, and only
 * then: a single flipped bit loads, and speaks otherwise.
 */
export async function openPiperVoice({ model, sha256, parameters, streams, threads }: PiperSource, assets: EspeakAssets, assetsUrl: string): Promise<LoadedVoice> {
  const { sampleRate, espeakVoice, noiseScale, lengthScale, noiseW } = parameters;
  const phonemizerReady = createPhonemizer(assets, espeakVoice);
  // Awaited only after the model: without this a failure in between would count as unhandled.
  phonemizerReady.catch(() => undefined);
  startRuntime();
  const [bytes, memory] = await Promise.all([read(model), streams ? openKernelMemory(assetsUrl, threads) : undefined]);
  const loading = loadAcousticModel(bytes, memory);
  // What a file says that is not the right one does not matter.
  loading.catch(() => undefined);
  // Hashing has a thread of its own.
  if (sha256 !== undefined && hexOf(await crypto.subtle.digest("SHA-256", bytes)) !== sha256) throw new EngineError("modelChanged", "the model has another SHA-256 than it should");
  const acousticModel = await loading;
  const phonemizer = await phonemizerReady;

  return {
    async speak(text, speakerId, sink) {
      const phonemeIds = await phonemizer.phonemeIds(text);
      if (phonemeIds.length === 0) return;
      for await (const { samples, said, begun } of acousticModel.speak({ phonemeIds, speakerId, noiseScale, lengthScale, noiseW })) {
        const timings = begun.map(({ index, sample }) => ({ kind: "phoneme" as const, phonemeId: phonemeIds[index] ?? 0, startSeconds: sample / sampleRate }));
        const isWanted = sink.push({ samples: new Float32Array(samples), sampleRate, said, timings });
        // A cancel that arrived meanwhile is seen before the next chunk is begun.
        if (!isWanted || !(await sink.ready())) return;
      }
    },
    memoryBytes: wasmMemoryBytes,
  };
}

async function read(model: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await model.arrayBuffer());
  } catch (cause) {
    // A file that was changed or removed since it was found, or a disk with a fault that passes.
    throw new EngineError("voiceFailed", `the model cannot be read: ${String(cause)}`, { cause });
  }
}
