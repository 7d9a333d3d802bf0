import { SpokenError } from "../../../src/shared/errors.ts";
import { wasmMemoryBytes } from "./wasm-memory.ts";
import { loadAcousticModel } from "./acoustic-model.ts";
import type { Engine } from "./engine.ts";
import type { EspeakAssets } from "./espeak-data.ts";
import type { EngineSource } from "./messages.ts";
import { createPhonemizer } from "./phonemizer.ts";

/** Opens a Piper voice: its phonemizer and its acoustic model, after its file was found to be the one that was installed. */
export async function openPiperEngine(
  { model, sha256, parameters, threads }: Extract<EngineSource, { kind: "piper" }>,
  assets: EspeakAssets,
  runtimeUrl: string,
): Promise<Engine> {
  const phonemizerReady = createPhonemizer(assets, parameters.espeakVoice);
  // Awaited only after the model: without this a failure in between would count as unhandled.
  phonemizerReady.catch(() => undefined);
  const bytes = new Uint8Array(await model.arrayBuffer());
  if ((await sha256Of(bytes)) !== sha256) throw new SpokenError("voiceDamaged", "the model on disk is not what was installed");
  const acousticModel = await loadAcousticModel(bytes, parameters, threads, runtimeUrl);
  const phonemizer = await phonemizerReady;

  return {
    async synthesise(text, speakerId, emit) {
      const phonemeIds = await phonemizer.phonemeIds(text);
      if (phonemeIds.length > 0) emit(await acousticModel.infer(phonemeIds, speakerId));
    },
    memoryBytes: wasmMemoryBytes,
  };
}

async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
