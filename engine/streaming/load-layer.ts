import type { BufferWindow } from "./buffer-window.ts";
import { loadConvolution, loadUpsampling } from "./convolution-weights.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";
import { activations, columnsAtOnce, combinations } from "../kernels/kernels.ts";
import type { ChannelParameter, Convolution, Layer, View, Weights } from "../split/layer-program.ts";

/** Computes the columns `from` to `to` (exclusive) of a layer's output. The windows of the layer's inputs must hold all columns that these depend on. */
export type RunLayer = (from: number, to: number) => void;

/** The memory, buffers and parameters that layers use. */
export interface LayerContext {
  memory: KernelMemory;
  windowOf(view: View): BufferWindow;
  /** A pointer to the numbers of a per-utterance input, one for each channel. They are written at the beginning of each utterance. */
  perUtterancePointer(index: number, channels: number): number;
}

/** Loads a layer and its weights; throws a RangeError if an input or the weights of a convolution are missing. */
export function loadLayer({ operation, inputs, output }: Layer, weights: Weights | undefined, context: LayerContext): RunLayer {
  const { kernels } = context.memory;
  const [input, other] = inputs;
  if (!input) throw new RangeError("a layer without input");
  const [from, to] = [context.windowOf(input), context.windowOf(output)];
  const { channels } = output;
  switch (operation.kind) {
    case "convolve":
      return convolutionLayer(operation.convolution, required(weights), input, output, context);
    case "upsample":
      return upsamplingLayer(operation.convolution, operation.factor, required(weights), input, output, context);
    case "scaleAndShift": {
      const [scale, scaleStep] = placeParameter(operation.scale, channels, context);
      const [shift, shiftStep] = placeParameter(operation.shift, channels, context);
      return (start, end) =>
        kernels.scaleAndShift(
          from.address(input, start),
          from.rowLength(input),
          scale,
          scaleStep,
          shift,
          shiftStep,
          to.address(output, start),
          to.rowBytes,
          channels,
          end - start,
        );
    }
    case "leakyRelu":
    case "tanh":
    case "sigmoid": {
      const activation = activations[operation.kind];
      const slope = operation.kind === "leakyRelu" ? operation.slope : 0;
      return (start, end) =>
        kernels.activate(
          activation,
          from.address(input, start),
          from.rowLength(input),
          to.address(output, start),
          to.rowBytes,
          channels,
          end - start,
          slope,
        );
    }
    default: {
      const combination = combinations[operation.kind];
      if (!other) throw new RangeError("one input where two are combined");
      const second = context.windowOf(other);
      return (start, end) =>
        kernels.combine(
          combination,
          from.address(input, start),
          from.rowLength(input),
          second.address(other, start),
          second.rowLength(other),
          to.address(output, start),
          to.rowBytes,
          channels,
          end - start,
        );
    }
  }
}

function convolutionLayer(
  convolution: Convolution,
  weights: Weights,
  input: View,
  output: View,
  { memory, windowOf }: LayerContext,
): RunLayer {
  const { kernels } = memory;
  const [from, to] = [windowOf(input), windowOf(output)];
  const { weights: pointer, bias, rows } = loadConvolution(convolution, weights, memory);
  const { inChannels, kernelSize, dilation, padding } = convolution;
  const row = from.rowLength(input);
  // With a kernel size of 1, treat all input rows as the kernel of one row, so that the innermost loop is the long one.
  const [outer, inner, distance] = kernelSize === 1 ? [1, inChannels, row] : [inChannels, kernelSize, dilation * 4];
  return (start, end) =>
    kernels.convolve(
      from.address(input, start - padding),
      row,
      pointer,
      bias,
      to.address(output, start),
      to.rowBytes,
      outer,
      rows,
      inner,
      distance,
      end - start,
    );
}

function upsamplingLayer(
  convolution: Convolution,
  factor: number,
  weights: Weights,
  input: View,
  output: View,
  { memory, windowOf }: LayerContext,
): RunLayer {
  const { kernels } = memory;
  const [from, to] = [windowOf(input), windowOf(output)];
  const { weights: pointer, bias, rows, kernelSize } = loadUpsampling(convolution, factor, weights, memory);
  const { inChannels, outChannels, padding } = convolution;
  const row = from.rowLength(input);
  const phasesRow = Math.ceil(to.rowBytes / factor / 16 + columnsAtOnce / 4) * 16;
  const phases = memory.reserve((rows * phasesRow) / 4);
  return (start, end) => {
    const firstStep = Math.floor((start + padding) / factor);
    const steps = Math.floor((end - 1 + padding) / factor) + 1 - firstStep;
    kernels.convolve(
      from.address(input, firstStep - kernelSize + 1),
      row,
      pointer,
      bias,
      phases,
      phasesRow,
      inChannels,
      rows,
      kernelSize,
      4,
      steps,
    );
    kernels.interleave(
      phases,
      phasesRow,
      to.address(output, start),
      to.rowBytes,
      outChannels,
      factor,
      start + padding - firstStep * factor,
      end - start,
    );
  };
}

/** A pointer to the numbers of a channel parameter, and the distance in bytes from one channel's number to the next. */
function placeParameter(
  parameter: ChannelParameter,
  channels: number,
  { memory, perUtterancePointer }: LayerContext,
): [pointer: number, step: number] {
  if ("perUtterance" in parameter) return [perUtterancePointer(parameter.perUtterance, channels), 4];
  const pointer = memory.reserve(1);
  memory.floats(pointer, 1)[0] = parameter.number;
  return [pointer, 0];
}

function required(weights: Weights | undefined): Weights {
  if (!weights) throw new RangeError("a convolution without weights");
  return weights;
}
