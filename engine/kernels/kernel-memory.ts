import { instantiateKernels, type Kernels } from "./kernels.ts";

/** An arena: a wasm memory that only grows, and the kernels that work in it. */
export interface KernelMemory {
  kernels: Kernels;
  /** A pointer to so many floats, which are 0, at a multiple of 16 bytes. */
  reserve(floats: number): number;
  /** `length` floats from `pointer` on. Not to be kept: when the memory grows, the view is detached. */
  floats(pointer: number, length: number): Float32Array<ArrayBuffer>;
}

const pageBytes = 65_536;

/** A gigabyte, in pages of 64 KiB: a shared memory must say how large it may become. */
export const mostPages = 16_384;

/** An arena in `memory`, from its beginning on. */
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
