/** @file A thread that helps a voice's worker with its kernels; see crew.ts. It ends with the worker that started it. */
import { help } from "./crew.ts";
import { kernelsIn } from "./kernels.ts";

/** What a helper is told, once. */
export interface CrewRequest {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  /** Where in the memory the crew's board is. */
  board: number;
}

addEventListener("message", ({ data: { module, memory, board } }: MessageEvent<CrewRequest>) => {
  help(memory, board, kernelsIn(memory, module));
});
