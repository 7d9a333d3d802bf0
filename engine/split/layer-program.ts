import type { OnnxTensor } from "../onnx/onnx-model.ts";

/** Rows over time: where the columns of one value of a part are kept while they are needed. */
export interface BufferPlan {
  rows: number;
  /** Columns for each frame of the part's input. */
  rate: number;
}

/** Some rows of a buffer, as a value of the graph sees them. */
export interface View {
  /** Index in the program's buffers. */
  buffer: number;
  firstRow: number;
  /** From a row to the next: -1 where the channels are read in reverse order, 0 where one row serves for all. */
  rowStep: 1 | -1 | 0;
  channels: number;
}

/** One number for each row: the same everywhere, or what a sentence's speaker gives (the index of a perUtterance input). */
export type Column = { number: number } | { perUtterance: number };

/** The form of a convolution. */
export interface Filter {
  inChannels: number;
  outChannels: number;
  kernelSize: number;
  /** Columns from a tap to the next. */
  dilation: number;
  /** Columns before the first that count as zeros (`pads`). */
  padding: number;
}

/** What a layer does with its inputs. */
export type Operation =
  | { kind: "convolve"; filter: Filter }
  /** A transposed convolution that makes `factor` columns of each. */
  | { kind: "upsample"; filter: Filter; factor: number }
  | { kind: "add" | "subtract" | "multiply" }
  | { kind: "scaleAndShift"; scale: Column; shift: Column }
  | { kind: "leakyRelu"; slope: number }
  | { kind: "tanh" | "sigmoid" };

export interface Layer {
  operation: Operation;
  inputs: View[];
  output: View;
}

/** The weights of a convolution as ONNX has them: `[out, in, kernelSize]`; of an upsampling one `[in, out, kernelSize]`. */
export interface Weights {
  weights: OnnxTensor;
  bias: OnnxTensor | undefined;
}

/** A part of a model as layers that work on any stretch of time, in the order in which they are run. */
export interface LayerProgram {
  buffers: BufferPlan[];
  layers: Layer[];
  /** Of the layers that are convolutions. */
  weights: ReadonlyMap<Layer, Weights>;
  /** What is given for each frame: the part's input, then what else it reads (the mask). */
  inputs: View[];
  output: View;
}
