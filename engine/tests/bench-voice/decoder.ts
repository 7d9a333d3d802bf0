import type { ExportGraph } from "./export-graph.ts";
import { conv, upsample } from "./layers.ts";
import type { VoiceShape } from "./voice-shape.ts";

/** HiFi-GAN's generator: latent frames to sound, `[batch, 1, frames * hop]`. */
export function decode(graph: ExportGraph, shape: VoiceShape, latent: string, speaker?: string): string {
  const { decoder } = shape;
  return graph.within("dec", () => {
    let channels = decoder.initialChannels;
    let x = conv(graph, "conv_pre", latent, shape.hiddenChannels, channels, { kernel: 7 });
    if (speaker !== undefined) x = graph.op("Add", [x, conv(graph, "cond", speaker, shape.speakerChannels, channels)]);
    decoder.upsampleRates.forEach((rate, stage) => {
      const kernel = decoder.upsampleKernels[stage] ?? 2 * rate;
      x = upsample(graph, `ups.${stage}`, leakyRelu(graph, x, 0.1), channels, kernel, rate);
      channels /= 2;
      const sum = decoder.kernels.map((size, index) => {
        const name = `resblocks.${stage * decoder.kernels.length + index}`;
        return graph.within(name, () => residualBlock(graph, shape, x, channels, size, decoder.dilations[index] ?? []));
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

function residualBlock(graph: ExportGraph, shape: VoiceShape, start: string, channels: number, kernel: number, dilations: number[]): string {
  let x = start;
  dilations.forEach((dilation, index) => {
    const step = (name: string, value: string, spread: number) =>
      conv(graph, `${name}.${index}`, leakyRelu(graph, value, 0.1), channels, channels, { kernel, dilation: spread });
    const first = step(shape.decoder.pairedConvolutions ? "convs1" : "convs", x, dilation);
    x = graph.op("Add", [shape.decoder.pairedConvolutions ? step("convs2", first, 1) : first, x]);
  });
  return x;
}
