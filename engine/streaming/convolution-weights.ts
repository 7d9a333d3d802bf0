import { elementTypes, type OnnxTensor } from "../onnx/onnx-model.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";
import { rowsAtOnce } from "../kernels/kernels.ts";
import type { Convolution, Weights } from "../split/layer-program.ts";

/** The weights and bias of a convolution in the layout of the kernel `convolve`. */
export interface LoadedConvolution {
  /** Pointer to the weights. */
  weights: number;
  /** Pointer to the biases. */
  bias: number;
  /** Rows that the kernel computes, a multiple of four. */
  rows: number;
  kernelSize: number;
}

/** Copies the weights of a convolution into memory in the layout of `convolve`, `[rows / 4][inChannels][kernelSize][4]`. Additional rows are zeros. */
export function loadConvolution(
  { inChannels, outChannels, kernelSize }: Convolution,
  { weights, bias }: Weights,
  memory: KernelMemory,
): LoadedConvolution {
  const source = floatsOf(weights);
  const loaded = reserveConvolution(outChannels, inChannels, kernelSize, memory);
  const target = memory.floats(loaded.weights, loaded.rows * inChannels * kernelSize);
  const perRow = inChannels * kernelSize;
  for (let row = 0; row < outChannels; row++) {
    const block = (row - (row % rowsAtOnce)) * perRow + (row % rowsAtOnce);
    for (let at = 0; at < perRow; at++) target[block + at * rowsAtOnce] = source[row * perRow + at] ?? 0;
  }
  if (bias) memory.floats(loaded.bias, outChannels).set(floatsOf(bias));
  return loaded;
}

/**
 * Copies the weights of a transposed convolution with stride `factor` as those of an ordinary convolution. It computes each of the `factor` output
 * columns of a step (the phases) as a row of its own. The kernel of such a row consists of every `factor`-th element of the original kernel, in
 * reverse order.
 */
export function loadUpsampling(
  { inChannels, outChannels, kernelSize }: Convolution,
  factor: number,
  { weights, bias }: Weights,
  memory: KernelMemory,
): LoadedConvolution {
  const source = floatsOf(weights);
  const offsets = bias ? floatsOf(bias) : new Float32Array(outChannels);
  const steps = Math.ceil(kernelSize / factor);
  const loaded = reserveConvolution(outChannels * factor, inChannels, steps, memory);
  const target = memory.floats(loaded.weights, loaded.rows * inChannels * steps);
  const biases = memory.floats(loaded.bias, loaded.rows);
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
  return loaded;
}

function reserveConvolution(outChannels: number, inChannels: number, kernelSize: number, memory: KernelMemory): LoadedConvolution {
  const rows = Math.ceil(outChannels / rowsAtOnce) * rowsAtOnce;
  return { weights: memory.reserve(rows * inChannels * kernelSize), bias: memory.reserve(rows), rows, kernelSize };
}

function floatsOf({ type, raw }: OnnxTensor): Float32Array {
  if (type !== elementTypes.float || !raw) throw new RangeError("the weights are not floats");
  // A Float32Array must start at a multiple of four bytes. In the file the values may start anywhere.
  return raw.byteOffset % 4 === 0 ? new Float32Array(raw.buffer, raw.byteOffset, raw.length / 4) : new Float32Array(raw.slice().buffer);
}
