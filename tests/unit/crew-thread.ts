/** @file A thread of `crew.test.ts`: helps until it is ended. */
import { workerData } from "node:worker_threads";
import { help } from "../../offscreen/synthesis/worker/streaming/crew.ts";
import { kernelsIn } from "../../offscreen/synthesis/worker/streaming/kernels.ts";

const { module, memory, board } = workerData as { module: WebAssembly.Module; memory: WebAssembly.Memory; board: number };
help(memory, board, kernelsIn(memory, module));
