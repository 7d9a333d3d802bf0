import { env, InferenceSession } from "onnxruntime-web/wasm";

/** Sets the folder of ONNX Runtime's wasm (`url`) and the number of its threads. Call it before any model is loaded. */
export function configureRuntime(url: string, threads: number): void {
  env.wasm.wasmPaths = { mjs: `${url}ort-wasm-simd-threaded.mjs`, wasm: `${url}ort-wasm-simd-threaded.wasm` };
  env.wasm.numThreads = threads;
}

/** Starts to compile ONNX Runtime's wasm, which takes time and needs no model. */
export function startRuntime(): void {
  // This is not a model. ONNX Runtime rejects it after its wasm is compiled.
  InferenceSession.create(new Uint8Array(1)).catch(() => undefined);
}

/** True if a model was not loaded because ONNX Runtime's wasm could not be fetched or compiled. This says nothing about the model. */
export function isRuntimeStartFailure(thrown: unknown): boolean {
  return /no available backend found/i.test(String(thrown));
}
