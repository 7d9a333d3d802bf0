import { env } from "onnxruntime-web/wasm";

/** Tells ONNX Runtime where its packaged wasm is (`url`, a folder) and how many threads to use; to be called before any model is loaded. */
export function configureRuntime(url: string, threads: number): void {
  env.wasm.wasmPaths = { mjs: `${url}ort-wasm-simd-threaded.mjs`, wasm: `${url}ort-wasm-simd-threaded.wasm` };
  env.wasm.numThreads = threads;
}
