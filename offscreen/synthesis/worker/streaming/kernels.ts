/** The functions of `offscreen/synthesis/kernels/`, which say what they do; pointers, row lengths and distances are bytes. */
export interface Kernels {
  convolve(input: number, inputRow: number, weights: number, bias: number, output: number, outputRow: number, inChannels: number, outChannels: number, taps: number, spread: number, columns: number): void;
  interleave(phases: number, phasesRow: number, output: number, outputRow: number, channels: number, factor: number, skip: number, columns: number): void;
  combine(combination: number, a: number, aRow: number, b: number, bRow: number, output: number, outputRow: number, rows: number, columns: number): void;
  scaleAndShift(input: number, inputRow: number, scale: number, scaleStep: number, shift: number, shiftStep: number, output: number, outputRow: number, rows: number, columns: number): void;
  shift(rows: number, rowBytes: number, skip: number, count: number, columns: number): void;
  activate(activation: number, input: number, inputRow: number, output: number, outputRow: number, rows: number, columns: number, slope: number): void;
}

/** The numbers by which the kernels know what to do. */
export const COMBINATION = { add: 0, subtract: 1, multiply: 2 } as const;
export const ACTIVATION = { leakyRelu: 0, tanh: 1, sigmoid: 2 } as const;

/** How many rows a convolution makes at a time, */
export const ROWS_AT_ONCE = 4;
/** and how many columns every kernel does. */
export const COLUMNS_AT_ONCE = 8;

/** A memory that only grows, and the kernels that work in it. */
export interface Workshop {
  kernels: Kernels;
  /** A pointer to so many floats, which are 0, at a multiple of 16 bytes. */
  reserve(floats: number): number;
  /** `length` floats from `pointer` on; not to be kept, as growth takes the memory from under it. */
  floats(pointer: number, length: number): Float32Array<ArrayBuffer>;
}

const PAGE = 65_536;

/** A gigabyte: a memory that is shared must say how large it may become. */
export const MOST_PAGES = 16_384;

/** Instantiates the compiled kernels in `memory`, which they must have been compiled for: shared or not. */
export function kernelsIn(memory: WebAssembly.Memory, module: WebAssembly.Module): Kernels {
  // The compiled functions are those of the interface: both are written in this project.
  return { ...new WebAssembly.Instance(module, { env: { memory } }).exports } as unknown as Kernels;
}

/** A workshop in `memory`, from its beginning on. */
export function makeWorkshop(module: WebAssembly.Module, memory: WebAssembly.Memory): Workshop {
  let end = 0;
  return {
    kernels: kernelsIn(memory, module),
    reserve(floats) {
      const pointer = end;
      end += Math.ceil(floats / 4) * 16;
      const missing = end - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
      return pointer;
    },
    floats: (pointer, length) => new Float32Array(memory.buffer, pointer, length),
  };
}
