/** @file A thread of the thread pool in `thread-pool.test.ts`. */
import { workerData } from "node:worker_threads";
import { runWorker } from "../kernels/thread-pool.ts";
import { instantiateKernels } from "../kernels/kernels.ts";

const { module, memory, slots } = workerData as { module: WebAssembly.Module; memory: WebAssembly.Memory; slots: number };
runWorker(memory, slots, instantiateKernels(module, memory));
