import { SpokenError } from "../../../src/shared/errors.ts";
import { loadAcousticModel } from "./acoustic-model.ts";
import type { Engine } from "./engine.ts";
import type { EspeakAssets } from "./espeak-data.ts";
import type { EngineSource } from "./messages.ts";
import { nextTask } from "./next-task.ts";
import { startRuntime } from "./onnx-runtime.ts";
import { createPhonemizer } from "./phonemizer.ts";
import { openWorkshop } from "./streaming/open-workshop.ts";
import { wasmMemoryBytes } from "./wasm-memory.ts";

/** Opens a Piper voice: its phonemizer and its acoustic model. Its file must be the one that was installed: a single flipped bit loads, and speaks otherwise. */
export async function openPiperEngine(
  { model, sha256, parameters, inPieces, threads }: Extract<EngineSource, { kind: "piper" }>,
  assets: EspeakAssets,
  assetsUrl: string,
): Promise<Engine> {
  const { sampleRate, espeakVoice, noiseScale, lengthScale, noiseW } = parameters;
  const phonemizerReady = createPhonemizer(assets, espeakVoice);
  // Awaited only after the model: without this a failure in between would count as unhandled.
  phonemizerReady.catch(() => undefined);
  startRuntime();
  const [bytes, workshop] = await Promise.all([read(model), inPieces ? openWorkshop(assetsUrl, threads) : undefined]);
  // Hashing has a thread of its own.
  const [digest, acousticModel] = await Promise.all([sha256Of(bytes), loadAcousticModel(bytes, workshop)]);
  if (digest !== sha256) throw new SpokenError("voiceDamaged", "the model on disk is not what was installed");
  const phonemizer = await phonemizerReady;

  return {
    async synthesise(text, speakerId, emit) {
      const phonemeIds = await phonemizer.phonemeIds(text);
      if (phonemeIds.length === 0) return;
      try {
        for await (const { samples, said } of acousticModel.speak({ phonemeIds, speakerId, noiseScale, lengthScale, noiseW })) {
          if (!emit({ samples: new Float32Array(samples), sampleRate, said })) return;
          // A cancel that arrived meanwhile is seen before the next piece is begun.
          await nextTask();
        }
      } catch (cause) {
        throw new SpokenError("voiceFailed", `inference failed: ${String(cause)}`, { cause });
      }
    },
    memoryBytes: wasmMemoryBytes,
  };
}

async function read(model: File): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await model.arrayBuffer());
  } catch (cause) {
    // It was changed or removed since it was found.
    throw new SpokenError("voiceDamaged", `the model on disk cannot be read: ${String(cause)}`, { cause });
  }
}

async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
