import { elementTypes, type OnnxTensor } from "../onnx/onnx-model.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";
import { rowsAtOnce } from "../kernels/kernels.ts";
import type { Filter, Weights } from "../split/layer-program.ts";

/** A filter as `convolve` takes it: pointers to its weights and bias. */
export interface LoadedFilter {
  weights: number;
  bias: number;
  /** Rows that the kernel makes, a multiple of four. */
  rows: number;
  kernelSize: number;
}

/** Puts the weights of a convolution into the order in which `convolve` reads them: for each four rows `[in][kernelSize][4]`; rows that are missing are zeros. */
export function loadFilter({ inChannels, outChannels, kernelSize }: Filter, { weights, bias }: Weights, memory: KernelMemory): LoadedFilter {
  const source = floatsOf(weights);
  const filter = reserveFilter(outChannels, inChannels, kernelSize, memory);
  const target = memory.floats(filter.weights, filter.rows * inChannels * kernelSize);
  const perRow = inChannels * kernelSize;
  for (let row = 0; row < outChannels; row++) {
    const block = (row - (row % rowsAtOnce)) * perRow + (row % rowsAtOnce);
    for (let at = 0; at < perRow; at++) target[block + at * rowsAtOnce] = source[row * perRow + at] ?? 0;
  }
  if (bias) memory.floats(filter.bias, outChannels).set(floatsOf(bias));
  return filter;
}

/**
 * The same for a transposed convolution by `factor`, as a plain one that makes the `factor` columns of a step as rows of their own: each of
 * them is a sum over every `factor`-th tap, the latest input last.
 */
export function loadUpsampling({ inChannels, outChannels, kernelSize }: Filter, factor: number, { weights, bias }: Weights, memory: KernelMemory): LoadedFilter {
  const source = floatsOf(weights);
  const offsets = bias ? floatsOf(bias) : new Float32Array(outChannels);
  const steps = Math.ceil(kernelSize / factor);
  const filter = reserveFilter(outChannels * factor, inChannels, steps, memory);
  const target = memory.floats(filter.weights, filter.rows * inChannels * steps);
  const biases = memory.floats(filter.bias, filter.rows);
  for (let channel = 0; channel < outChannels; channel++) {
    for (let phase = 0; phase < factor; phase++) {
      const row = channel * factor + phase;
      const block = (row - (row % rowsAtOnce)) * inChannels * steps + (row % rowsAtOnce);
      biases[row] = offsets[channel] ?? 0;
      for (let from = 0; from < inChannels; from++) {
        for (let tap = phase, step = steps - 1; tap < kernelSize; tap += factor, step--) {
          target[block + (from * steps + step) * rowsAtOnce] = source[(from * outChannels + channel) * kernelSize + tap] ?? 0;
        }
      }
    }
  }
  return filter;
}

function reserveFilter(outChannels: number, inChannels: number, kernelSize: number, memory: KernelMemory): LoadedFilter {
  const rows = Math.ceil(outChannels / rowsAtOnce) * rowsAtOnce;
  return { weights: memory.reserve(rows * inChannels * kernelSize), bias: memory.reserve(rows), rows, kernelSize };
}

function floatsOf({ type, raw }: OnnxTensor): Float32Array {
  if (type !== elementTypes.float || !raw) throw new RangeError("weights that are no floats");
  // In the file the values need not lie at a multiple of four.
  return raw.byteOffset % 4 === 0 ? new Float32Array(raw.buffer, raw.byteOffset, raw.length / 4) : new Float32Array(raw.slice().buffer);
}
