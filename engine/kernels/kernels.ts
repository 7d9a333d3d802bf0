/** The functions of `kernels/wasm/`, which say what they do; pointers, row lengths and distances are bytes. */
export interface Kernels {
  convolve(input: number, inputRow: number, weights: number, bias: number, output: number, outputRow: number, inChannels: number, outChannels: number, kernelSize: number, dilation: number, columns: number): void;
  interleave(phases: number, phasesRow: number, output: number, outputRow: number, channels: number, factor: number, skip: number, columns: number): void;
  combine(combination: number, a: number, aRow: number, b: number, bRow: number, output: number, outputRow: number, rows: number, columns: number): void;
  scaleAndShift(input: number, inputRow: number, scale: number, scaleStep: number, shift: number, shiftStep: number, output: number, outputRow: number, rows: number, columns: number): void;
  moveColumns(rows: number, rowBytes: number, skip: number, count: number, columns: number): void;
  activate(activation: number, input: number, inputRow: number, output: number, outputRow: number, rows: number, columns: number, slope: number): void;
}

/** What the kernel `combine` does with two numbers, by the number that it takes for it. */
export const combinations = { add: 0, subtract: 1, multiply: 2 } as const;
/** What the kernel `activate` makes of a number, by the number that it takes for it. */
export const activations = { leakyRelu: 0, tanh: 1, sigmoid: 2 } as const;

/** How many rows a convolution makes at a time. */
export const rowsAtOnce = 4;
/** How many columns every kernel works on at a time. */
export const columnsAtOnce = 8;

/** Instantiates the compiled kernels over `memory`, which must be of the kind that they were compiled for: shared or not. */
export function instantiateKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  // The compiled functions are those of the interface: both are written in this folder.
  return { ...new WebAssembly.Instance(module, { env: { memory } }).exports } as unknown as Kernels;
}
