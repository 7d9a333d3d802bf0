import type { BufferWindow } from "./buffer-window.ts";
import { loadFilter, loadUpsampling } from "./filter-weights.ts";
import { ACTIVATION, COLUMNS_AT_ONCE, COMBINATION, type Workshop } from "./kernels.ts";
import type { Column, Filter, Layer, View, Weights } from "./part-program.ts";

/** Makes the columns `from` to `to` (exclusive) of a layer's output; all that they depend on is in the windows of its inputs. */
export type RunLayer = (from: number, to: number) => void;

/** What layers are loaded into. */
export interface Surroundings {
  workshop: Workshop;
  windowOf(view: View): BufferWindow;
  /** Where the numbers of a steady input are put for each sentence. */
  steadyPointer(index: number, channels: number): number;
}

/** Loads a layer with its weights. */
export function loadLayer({ operation, inputs, output }: Layer, weights: Weights | undefined, surroundings: Surroundings): RunLayer {
  const { kernels } = surroundings.workshop;
  const [input, other] = inputs;
  if (!input) throw new RangeError("a layer without input");
  const [from, to] = [surroundings.windowOf(input), surroundings.windowOf(output)];
  const { channels } = output;
  switch (operation.kind) {
    case "convolve":
      return convolution(operation.filter, required(weights), input, output, surroundings);
    case "upsample":
      return upsampling(operation.filter, operation.factor, required(weights), input, output, surroundings);
    case "scaleAndShift": {
      const [scale, scaleStep] = placeColumn(operation.scale, channels, surroundings);
      const [shift, shiftStep] = placeColumn(operation.shift, channels, surroundings);
      return (start, end) =>
        kernels.scaleAndShift(from.address(input, start), from.rowLength(input), scale, scaleStep, shift, shiftStep, to.address(output, start), to.rowBytes, channels, end - start);
    }
    case "leakyRelu":
    case "tanh":
    case "sigmoid": {
      const activation = ACTIVATION[operation.kind];
      const slope = operation.kind === "leakyRelu" ? operation.slope : 0;
      return (start, end) =>
        kernels.activate(activation, from.address(input, start), from.rowLength(input), to.address(output, start), to.rowBytes, channels, end - start, slope);
    }
    default: {
      const combination = COMBINATION[operation.kind];
      if (!other) throw new RangeError("one input where two are combined");
      const second = surroundings.windowOf(other);
      return (start, end) =>
        kernels.combine(combination, from.address(input, start), from.rowLength(input), second.address(other, start), second.rowLength(other), to.address(output, start), to.rowBytes, channels, end - start);
    }
  }
}

function convolution(filter: Filter, weights: Weights, input: View, output: View, { workshop, windowOf }: Surroundings): RunLayer {
  const { kernels } = workshop;
  const [from, to] = [windowOf(input), windowOf(output)];
  const { weights: pointer, bias, rows } = loadFilter(filter, weights, workshop);
  const { inChannels, taps, spread, padding } = filter;
  const row = from.rowLength(input);
  // With one tap the rows are taken for taps of one row: the innermost loop is then the long one.
  const [outer, inner, distance] = taps === 1 ? [1, inChannels, row] : [inChannels, taps, spread * 4];
  return (start, end) => kernels.convolve(from.address(input, start - padding), row, pointer, bias, to.address(output, start), to.rowBytes, outer, rows, inner, distance, end - start);
}

function upsampling(filter: Filter, factor: number, weights: Weights, input: View, output: View, { workshop, windowOf }: Surroundings): RunLayer {
  const { kernels } = workshop;
  const [from, to] = [windowOf(input), windowOf(output)];
  const { weights: pointer, bias, rows, taps } = loadUpsampling(filter, factor, weights, workshop);
  const { inChannels, outChannels, padding } = filter;
  const row = from.rowLength(input);
  const phasesRow = Math.ceil(to.rowBytes / factor / 16 + COLUMNS_AT_ONCE / 4) * 16;
  const phases = workshop.reserve((rows * phasesRow) / 4);
  return (start, end) => {
    const firstStep = Math.floor((start + padding) / factor);
    const steps = Math.floor((end - 1 + padding) / factor) + 1 - firstStep;
    kernels.convolve(from.address(input, firstStep - taps + 1), row, pointer, bias, phases, phasesRow, inChannels, rows, taps, 4, steps);
    kernels.interleave(phases, phasesRow, to.address(output, start), to.rowBytes, outChannels, factor, start + padding - firstStep * factor, end - start);
  };
}

/** Where the numbers of a column are, and how many bytes it is from a row's to the next. */
function placeColumn(column: Column, channels: number, { workshop, steadyPointer }: Surroundings): [pointer: number, step: number] {
  if ("steady" in column) return [steadyPointer(column.steady, channels), 4];
  const pointer = workshop.reserve(1);
  workshop.floats(pointer, 1)[0] = column.number;
  return [pointer, 0];
}

function required(weights: Weights | undefined): Weights {
  if (!weights) throw new RangeError("a convolution without weights");
  return weights;
}
