import type { OnnxTensor } from "../onnx/onnx-model.ts";

/** A buffer for one value of a subgraph. It has one row for each channel, and holds the columns that are still needed. */
export interface BufferPlan {
  rows: number;
  /** Columns for each frame of the program's input. */
  rate: number;
}

/** The rows of a buffer that make up a value of the graph. */
export interface View {
  /** Index in the program's buffers. */
  buffer: number;
  firstRow: number;
  /** The step from one channel's row to the next: -1 if the channels are in reverse order, 0 if one row is broadcast to all channels. */
  rowStep: 1 | -1 | 0;
  channels: number;
}

/** A parameter of each channel: one number for all channels, or a per-utterance input, given by its index. */
export type ChannelParameter = { number: number } | { perUtterance: number };

/** The sizes of a convolution. */
export interface Convolution {
  inChannels: number;
  outChannels: number;
  kernelSize: number;
  /** Columns from one element of the kernel to the next. */
  dilation: number;
  /** Columns of zeros before the first column (the first number of ONNX's `pads`). */
  padding: number;
}

/** How a layer computes its output from its inputs. */
export type Operation =
  | { kind: "convolve"; convolution: Convolution }
  /** A transposed convolution that computes `factor` columns from each column. */
  | { kind: "upsample"; convolution: Convolution; factor: number }
  | { kind: "add" | "subtract" | "multiply" }
  | { kind: "scaleAndShift"; scale: ChannelParameter; shift: ChannelParameter }
  | { kind: "leakyRelu"; slope: number }
  | { kind: "tanh" | "sigmoid" };

/** One operation of a program. */
export interface Layer {
  operation: Operation;
  inputs: View[];
  output: View;
}

/** The weights of a convolution as in ONNX: `[outChannels, inChannels, kernelSize]`, or `[inChannels, outChannels, kernelSize]` if it is transposed. */
export interface Weights {
  weights: OnnxTensor;
  bias: OnnxTensor | undefined;
}

/** A subgraph as a list of layers, in the order in which they run. They can compute any range of columns. */
export interface LayerProgram {
  buffers: BufferPlan[];
  layers: Layer[];
  /** The weights of the layers that are convolutions. */
  weights: ReadonlyMap<Layer, Weights>;
  /** The inputs with one column for each frame: the subgraph's input, then its `perFrame` values. */
  inputs: View[];
  output: View;
}
