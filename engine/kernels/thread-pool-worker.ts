/** @file A thread of a voice's thread pool (see thread-pool.ts). It ends when the worker that started it ends. */
import { instantiateKernels } from "./kernels.ts";
import { runWorker } from "./thread-pool.ts";

/** The one message that a thread of the pool receives. */
export interface ThreadPoolRequest {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  /** Pointer to the job slots in `memory`. */
  slots: number;
}

addEventListener("message", ({ data: { module, memory, slots } }: MessageEvent<ThreadPoolRequest>) => {
  runWorker(memory, slots, instantiateKernels(module, memory));
});
