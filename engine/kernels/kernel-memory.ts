import { instantiateKernels, type Kernels } from "./kernels.ts";

/** An arena, which is a wasm memory that only grows, and the kernels that work in it. */
export interface KernelMemory {
  kernels: Kernels;
  /** Reserves `floats` floats, set to 0, and returns a pointer to them that is a multiple of 16 bytes. */
  reserve(floats: number): number;
  /** A view of `length` floats from `pointer` on. Do not keep it: it is detached when the memory grows. */
  floats(pointer: number, length: number): Float32Array<ArrayBuffer>;
}

const pageBytes = 65_536;

/** One gigabyte in pages of 64 KiB. A shared memory must declare its maximum size. */
export const maxPages = 16_384;

/** Creates an arena that starts at the beginning of `memory`. */
export function createKernelMemory(module: WebAssembly.Module, memory: WebAssembly.Memory): KernelMemory {
  let end = 0;
  return {
    kernels: instantiateKernels(module, memory),
    reserve(floats) {
      const pointer = end;
      end += Math.ceil(floats / 4) * 16;
      const missing = end - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
      return pointer;
    },
    floats: (pointer, length) => new Float32Array(memory.buffer, pointer, length),
  };
}
