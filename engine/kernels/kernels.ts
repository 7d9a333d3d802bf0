/** The functions of `kernels/wasm/`, documented there. Pointers, row lengths and all other distances are in bytes. */
export interface Kernels {
  convolve(
    input: number,
    inputRow: number,
    weights: number,
    bias: number,
    output: number,
    outputRow: number,
    inChannels: number,
    outChannels: number,
    kernelSize: number,
    dilation: number,
    columns: number,
  ): void;
  interleave(
    phases: number,
    phasesRow: number,
    output: number,
    outputRow: number,
    channels: number,
    factor: number,
    skip: number,
    columns: number,
  ): void;
  combine(
    combination: number,
    a: number,
    aRow: number,
    b: number,
    bRow: number,
    output: number,
    outputRow: number,
    rows: number,
    columns: number,
  ): void;
  scaleAndShift(
    input: number,
    inputRow: number,
    scale: number,
    scaleStep: number,
    shift: number,
    shiftStep: number,
    output: number,
    outputRow: number,
    rows: number,
    columns: number,
  ): void;
  moveColumns(rows: number, rowBytes: number, skip: number, count: number, columns: number): void;
  activate(
    activation: number,
    input: number,
    inputRow: number,
    output: number,
    outputRow: number,
    rows: number,
    columns: number,
    slope: number,
  ): void;
}

/** The operations of the kernel `combine`, with the number that selects each. */
export const combinations = { add: 0, subtract: 1, multiply: 2 } as const;
/** The functions of the kernel `activate`, with the number that selects each. */
export const activations = { leakyRelu: 0, tanh: 1, sigmoid: 2 } as const;

/** How many output rows a convolution computes at a time. */
export const rowsAtOnce = 4;
/** How many columns every kernel computes at a time. */
export const columnsAtOnce = 8;

/** Instantiates the compiled kernels over `memory`, which must be shared if they were compiled for a shared memory, and only then. */
export function instantiateKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  // The compiled functions have the signatures of the interface.
  return { ...new WebAssembly.Instance(module, { env: { memory } }).exports } as unknown as Kernels;
}
