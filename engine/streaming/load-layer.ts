import type { BufferWindow } from "./buffer-window.ts";
import { loadFilter, loadUpsampling } from "./filter-weights.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";
import { activations, columnsAtOnce, combinations } from "../kernels/kernels.ts";
import type { Column, Filter, Layer, View, Weights } from "../split/layer-program.ts";

/** Makes the columns `from` to `to` (exclusive) of a layer's output; all that they depend on is in the windows of its inputs. */
export type RunLayer = (from: number, to: number) => void;

/** What layers are loaded into. */
export interface LayerContext {
  memory: KernelMemory;
  windowOf(view: View): BufferWindow;
  /** Where the numbers of a perUtterance input are put for each sentence. */
  perUtterancePointer(index: number, channels: number): number;
}

/** Loads a layer with its weights. */
export function loadLayer({ operation, inputs, output }: Layer, weights: Weights | undefined, context: LayerContext): RunLayer {
  const { kernels } = context.memory;
  const [input, other] = inputs;
  if (!input) throw new RangeError("a layer without input");
  const [from, to] = [context.windowOf(input), context.windowOf(output)];
  const { channels } = output;
  switch (operation.kind) {
    case "convolve":
      return convolution(operation.filter, required(weights), input, output, context);
    case "upsample":
      return upsampling(operation.filter, operation.factor, required(weights), input, output, context);
    case "scaleAndShift": {
      const [scale, scaleStep] = placeColumn(operation.scale, channels, context);
      const [shift, shiftStep] = placeColumn(operation.shift, channels, context);
      return (start, end) =>
        kernels.scaleAndShift(from.address(input, start), from.rowLength(input), scale, scaleStep, shift, shiftStep, to.address(output, start), to.rowBytes, channels, end - start);
    }
    case "leakyRelu":
    case "tanh":
    case "sigmoid": {
      const activation = activations[operation.kind];
      const slope = operation.kind === "leakyRelu" ? operation.slope : 0;
      return (start, end) =>
        kernels.activate(activation, from.address(input, start), from.rowLength(input), to.address(output, start), to.rowBytes, channels, end - start, slope);
    }
    default: {
      const combination = combinations[operation.kind];
      if (!other) throw new RangeError("one input where two are combined");
      const second = context.windowOf(other);
      return (start, end) =>
        kernels.combine(combination, from.address(input, start), from.rowLength(input), second.address(other, start), second.rowLength(other), to.address(output, start), to.rowBytes, channels, end - start);
    }
  }
}

function convolution(filter: Filter, weights: Weights, input: View, output: View, { memory, windowOf }: LayerContext): RunLayer {
  const { kernels } = memory;
  const [from, to] = [windowOf(input), windowOf(output)];
  const { weights: pointer, bias, rows } = loadFilter(filter, weights, memory);
  const { inChannels, kernelSize, dilation, padding } = filter;
  const row = from.rowLength(input);
  // With one tap the rows are taken for kernelSize of one row: the innermost loop is then the long one.
  const [outer, inner, distance] = kernelSize === 1 ? [1, inChannels, row] : [inChannels, kernelSize, dilation * 4];
  return (start, end) => kernels.convolve(from.address(input, start - padding), row, pointer, bias, to.address(output, start), to.rowBytes, outer, rows, inner, distance, end - start);
}

function upsampling(filter: Filter, factor: number, weights: Weights, input: View, output: View, { memory, windowOf }: LayerContext): RunLayer {
  const { kernels } = memory;
  const [from, to] = [windowOf(input), windowOf(output)];
  const { weights: pointer, bias, rows, kernelSize } = loadUpsampling(filter, factor, weights, memory);
  const { inChannels, outChannels, padding } = filter;
  const row = from.rowLength(input);
  const phasesRow = Math.ceil(to.rowBytes / factor / 16 + columnsAtOnce / 4) * 16;
  const phases = memory.reserve((rows * phasesRow) / 4);
  return (start, end) => {
    const firstStep = Math.floor((start + padding) / factor);
    const steps = Math.floor((end - 1 + padding) / factor) + 1 - firstStep;
    kernels.convolve(from.address(input, firstStep - kernelSize + 1), row, pointer, bias, phases, phasesRow, inChannels, rows, kernelSize, 4, steps);
    kernels.interleave(phases, phasesRow, to.address(output, start), to.rowBytes, outChannels, factor, start + padding - firstStep * factor, end - start);
  };
}

/** Where the numbers of a column are, and how many bytes it is from a row's to the next. */
function placeColumn(column: Column, channels: number, { memory, perUtterancePointer }: LayerContext): [pointer: number, step: number] {
  if ("perUtterance" in column) return [perUtterancePointer(column.perUtterance, channels), 4];
  const pointer = memory.reserve(1);
  memory.floats(pointer, 1)[0] = column.number;
  return [pointer, 0];
}

function required(weights: Weights | undefined): Weights {
  if (!weights) throw new RangeError("a convolution without weights");
  return weights;
}
