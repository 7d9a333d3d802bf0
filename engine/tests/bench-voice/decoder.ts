import type { ExportGraph } from "./export-graph.ts";
import { conv, upsample } from "./layers.ts";
import type { Hyperparameters } from "./hyperparameters.ts";

/** Adds HiFi-GAN's generator: it computes samples, `[batch, 1, frames * hop]`, from the latent. */
export function decode(graph: ExportGraph, hyperparameters: Hyperparameters, latent: string, speaker?: string): string {
  const { decoder } = hyperparameters;
  return graph.within("dec", () => {
    let channels = decoder.initialChannels;
    let x = conv(graph, "conv_pre", latent, hyperparameters.hiddenChannels, channels, { kernel: 7 });
    if (speaker !== undefined) x = graph.op("Add", [x, conv(graph, "cond", speaker, hyperparameters.speakerChannels, channels)]);
    decoder.upsampleRates.forEach((rate, stage) => {
      const kernel = decoder.upsampleKernels[stage] ?? 2 * rate;
      x = upsample(graph, `ups.${stage}`, leakyRelu(graph, x, 0.1), channels, kernel, rate);
      channels /= 2;
      const sum = decoder.kernels.map((size, index) => {
        const name = `resblocks.${stage * decoder.kernels.length + index}`;
        return graph.within(name, () => residualBlock(graph, hyperparameters, x, channels, size, decoder.dilations[index] ?? []));
      });
      const total = sum.reduce((left, right) => graph.op("Add", [left, right]));
      x = graph.op("Div", [total, graph.literal(decoder.kernels.length, "float")]);
    });
    const last = conv(graph, "conv_post", leakyRelu(graph, x, 0.01), channels, 1, { kernel: 7, bias: false, gain: 0.3 });
    return graph.op("Tanh", [last]);
  });
}

function leakyRelu(graph: ExportGraph, x: string, slope: number): string {
  return graph.op("LeakyRelu", [x], { alpha: { float: slope } });
}

function residualBlock(
  graph: ExportGraph,
  hyperparameters: Hyperparameters,
  start: string,
  channels: number,
  kernel: number,
  dilations: number[],
): string {
  let x = start;
  dilations.forEach((dilation, index) => {
    const convolve = (name: string, value: string, convDilation: number) =>
      conv(graph, `${name}.${index}`, leakyRelu(graph, value, 0.1), channels, channels, { kernel, dilation: convDilation });
    const first = convolve(hyperparameters.decoder.pairedConvolutions ? "convs1" : "convs", x, dilation);
    x = graph.op("Add", [hyperparameters.decoder.pairedConvolutions ? convolve("convs2", first, 1) : first, x]);
  });
  return x;
}
