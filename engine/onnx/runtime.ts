import { env, InferenceSession } from "onnxruntime-web/wasm";

/** Tells ONNX Runtime where its packaged wasm is (`url`, a folder) and how many threads to use; to be called before any model is loaded. */
export function configureRuntime(url: string, threads: number): void {
  env.wasm.wasmPaths = { mjs: `${url}ort-wasm-simd-threaded.mjs`, wasm: `${url}ort-wasm-simd-threaded.wasm` };
  env.wasm.numThreads = threads;
}

/** Begins to compile ONNX Runtime's wasm, which takes a while and needs no model: what it is given is none, and refused when that is done. */
export function startRuntime(): void {
  InferenceSession.create(new Uint8Array(1)).catch(() => undefined);
}

/** True when a model could not be loaded because ONNX Runtime itself did not start, its wasm having not been fetched or compiled: the model may be sound. */
export function didNotStart(thrown: unknown): boolean {
  return /no available backend found/i.test(String(thrown));
}
