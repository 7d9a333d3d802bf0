import { env, InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { SpokenError } from "../../../src/shared/errors.ts";
import type { Pcm, VoiceParameters } from "../../vocabulary.ts";

/** A Piper VITS model loaded in ONNX Runtime. */
export interface AcousticModel {
  /** The sound of `phonemeIds` (as Piper's phonemizer gives them); rejects with `voiceFailed`. */
  infer(phonemeIds: number[], speakerId: number): Promise<Pcm>;
}

/** Loads a Piper model; `runtimeUrl` is the packaged folder with ONNX Runtime's wasm. Rejects with `voiceDamaged` if it is not one. */
export async function loadAcousticModel(
  model: Uint8Array<ArrayBuffer>,
  parameters: VoiceParameters,
  threads: number,
  runtimeUrl: string,
): Promise<AcousticModel> {
  env.wasm.wasmPaths = {
    mjs: `${runtimeUrl}ort-wasm-simd-threaded.mjs`,
    wasm: `${runtimeUrl}ort-wasm-simd-threaded.wasm`,
  };
  env.wasm.numThreads = threads;
  const session = await InferenceSession.create(model, { executionProviders: ["wasm"] }).catch((cause: unknown) => {
    throw new SpokenError("voiceDamaged", `ONNX Runtime refused the model: ${String(cause)}`, { cause });
  });
  const scales = Float32Array.of(parameters.noiseScale, parameters.lengthScale, parameters.noiseW);
  const hasSpeakers = session.inputNames.includes("sid");

  return {
    async infer(phonemeIds, speakerId) {
      const feeds: Record<string, Tensor> = {
        input: new Tensor("int64", BigInt64Array.from(phonemeIds, BigInt), [1, phonemeIds.length]),
        input_lengths: new Tensor("int64", BigInt64Array.of(BigInt(phonemeIds.length)), [1]),
        scales: new Tensor("float32", scales, [3]),
      };
      if (hasSpeakers) feeds.sid = new Tensor("int64", BigInt64Array.of(BigInt(speakerId)), [1]);
      const { output } = await session.run(feeds).catch((cause: unknown) => {
        throw new SpokenError("voiceFailed", `inference failed: ${String(cause)}`, { cause });
      });
      if (!(output?.data instanceof Float32Array)) throw new SpokenError("voiceFailed", "the model has no float output");
      return { samples: new Float32Array(output.data), sampleRate: parameters.sampleRate };
    },
  };
}
