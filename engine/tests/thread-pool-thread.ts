/** @file A thread of `thread pool.test.ts`: helps until it is ended. */
import { workerData } from "node:worker_threads";
import { runWorker } from "../kernels/thread-pool.ts";
import { instantiateKernels } from "../kernels/kernels.ts";

const { module, memory, slots } = workerData as { module: WebAssembly.Module; memory: WebAssembly.Memory; slots: number };
runWorker(memory, slots, instantiateKernels(module, memory));
