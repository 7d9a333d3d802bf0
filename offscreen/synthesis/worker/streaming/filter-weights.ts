import { ELEMENT_TYPE, type OnnxTensor } from "../model/onnx-model.ts";
import { ROWS_AT_ONCE, type Workshop } from "./kernels.ts";
import type { Filter, Weights } from "./part-program.ts";

/** A filter as `convolve` takes it: pointers to its weights and bias. */
export interface LoadedFilter {
  weights: number;
  bias: number;
  /** Rows that the kernel makes, a multiple of four. */
  rows: number;
  taps: number;
}

/** Puts the weights of a convolution into the order in which `convolve` reads them: for each four rows `[in][taps][4]`; rows that are missing are zeros. */
export function loadFilter({ inChannels, outChannels, taps }: Filter, { weights, bias }: Weights, workshop: Workshop): LoadedFilter {
  const source = floatsOf(weights);
  const filter = reserveFilter(outChannels, inChannels, taps, workshop);
  const target = workshop.floats(filter.weights, filter.rows * inChannels * taps);
  const perRow = inChannels * taps;
  for (let row = 0; row < outChannels; row++) {
    const block = (row - (row % ROWS_AT_ONCE)) * perRow + (row % ROWS_AT_ONCE);
    for (let at = 0; at < perRow; at++) target[block + at * ROWS_AT_ONCE] = source[row * perRow + at] ?? 0;
  }
  if (bias) workshop.floats(filter.bias, outChannels).set(floatsOf(bias));
  return filter;
}

/**
 * The same for a transposed convolution by `factor`, as a plain one that makes the `factor` columns of a step as rows of their own: each of
 * them is a sum over every `factor`-th tap, the latest input last.
 */
export function loadUpsampling({ inChannels, outChannels, taps }: Filter, factor: number, { weights, bias }: Weights, workshop: Workshop): LoadedFilter {
  const source = floatsOf(weights);
  const offsets = bias ? floatsOf(bias) : new Float32Array(outChannels);
  const steps = Math.ceil(taps / factor);
  const filter = reserveFilter(outChannels * factor, inChannels, steps, workshop);
  const target = workshop.floats(filter.weights, filter.rows * inChannels * steps);
  const biases = workshop.floats(filter.bias, filter.rows);
  for (let channel = 0; channel < outChannels; channel++) {
    for (let phase = 0; phase < factor; phase++) {
      const row = channel * factor + phase;
      const block = (row - (row % ROWS_AT_ONCE)) * inChannels * steps + (row % ROWS_AT_ONCE);
      biases[row] = offsets[channel] ?? 0;
      for (let from = 0; from < inChannels; from++) {
        for (let tap = phase, step = steps - 1; tap < taps; tap += factor, step--) {
          target[block + (from * steps + step) * ROWS_AT_ONCE] = source[(from * outChannels + channel) * taps + tap] ?? 0;
        }
      }
    }
  }
  return filter;
}

function reserveFilter(outChannels: number, inChannels: number, taps: number, workshop: Workshop): LoadedFilter {
  const rows = Math.ceil(outChannels / ROWS_AT_ONCE) * ROWS_AT_ONCE;
  return { weights: workshop.reserve(rows * inChannels * taps), bias: workshop.reserve(rows), rows, taps };
}

function floatsOf({ type, raw }: OnnxTensor): Float32Array {
  if (type !== ELEMENT_TYPE.float || !raw) throw new RangeError("weights that are no floats");
  // In the file the values need not lie at a multiple of four.
  return raw.byteOffset % 4 === 0 ? new Float32Array(raw.buffer, raw.byteOffset, raw.length / 4) : new Float32Array(raw.slice().buffer);
}
