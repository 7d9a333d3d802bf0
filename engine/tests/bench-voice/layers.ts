import type { ExportGraph } from "./export-graph.ts";

/** The options of a convolution. */
export interface ConvOptions {
  kernel?: number;
  dilation?: number;
  groups?: number;
  /** By default the output has the length of the input. */
  padding?: number;
  /** The ratio of the output's to the input's standard deviation, before the bias. */
  gain?: number;
  bias?: boolean;
}

/** Adds a `Conv1d` with the module name `name`. */
export function conv(graph: ExportGraph, name: string, x: string, input: number, output: number, options: ConvOptions = {}): string {
  const { kernel = 1, dilation = 1, groups = 1, gain = 1, bias = true } = options;
  const padding = options.padding ?? ((kernel - 1) * dilation) / 2;
  return graph.within(name, () => {
    const fanIn = (input / groups) * kernel;
    const inputs = [x, graph.weight("weight", [output, input / groups, kernel], gain / Math.sqrt(fanIn))];
    if (bias) inputs.push(graph.weight("bias", [output], 0.02));
    const attributes = { dilations: [dilation], group: groups, kernel_shape: [kernel], pads: [padding, padding], strides: [1] };
    return graph.op("Conv", inputs, attributes);
  });
}

/** Adds a `ConvTranspose1d` whose output is `rate` times as long as its input. */
export function upsample(graph: ExportGraph, name: string, x: string, input: number, kernel: number, rate: number): string {
  return graph.within(name, () => {
    const output = input / 2;
    const weight = graph.weight("weight", [input, output, kernel], 1 / Math.sqrt((input * kernel) / rate));
    const padding = (kernel - rate) / 2;
    const attributes = { dilations: [1], group: 1, kernel_shape: [kernel], pads: [padding, padding], strides: [rate] };
    return graph.op("ConvTranspose", [x, weight, graph.weight("bias", [output], 0.02)], attributes);
  });
}

/** Adds a layer normalisation over the channels (axis 1 of `[batch, channels, time]`). Opset 15 has no operator for it. */
export function layerNorm(graph: ExportGraph, name: string, x: string, channels: number): string {
  return graph.within(name, () => {
    const rows = graph.op("Transpose", [x], { perm: [0, 2, 1] });
    const centred = graph.op("Sub", [rows, graph.op("ReduceMean", [rows], { axes: [-1] })]);
    const variance = graph.op("ReduceMean", [graph.op("Pow", [centred, graph.literal(2, "float")])], { axes: [-1] });
    const deviation = graph.op("Sqrt", [graph.op("Add", [variance, graph.literal(1e-5, "float")])]);
    const scaled = graph.op("Mul", [graph.op("Div", [centred, deviation]), graph.weight("gamma", [channels], 0.1, 1)]);
    return graph.op("Transpose", [graph.op("Add", [scaled, graph.weight("beta", [channels], 0.1)])], { perm: [0, 2, 1] });
  });
}

/** Adds a Gaussian error linear unit. Opset 15 has no operator for it. */
export function gelu(graph: ExportGraph, x: string): string {
  const erf = graph.op("Erf", [graph.op("Div", [x, graph.literal(Math.SQRT2, "float")])]);
  const product = graph.op("Mul", [x, graph.op("Add", [erf, graph.literal(1, "float")])]);
  return graph.op("Mul", [product, graph.literal(0.5, "float")]);
}
