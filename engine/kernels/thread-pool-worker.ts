/** @file A thread of a voice's pool; see thread-pool.ts. It ends with the worker that started it. */
import { instantiateKernels } from "./kernels.ts";
import { runWorker } from "./thread-pool.ts";

/** What a thread is told, once. */
export interface ThreadPoolRequest {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  /** Where the job slots are in the memory. */
  slots: number;
}

addEventListener("message", ({ data: { module, memory, slots } }: MessageEvent<ThreadPoolRequest>) => {
  runWorker(memory, slots, instantiateKernels(module, memory));
});
