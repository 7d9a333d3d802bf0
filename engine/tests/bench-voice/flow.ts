import type { ExportGraph } from "./export-graph.ts";
import { flip, halves, slice, zerosLike } from "./export-idioms.ts";
import { conv } from "./layers.ts";
import type { Hyperparameters } from "./hyperparameters.ts";

const kernelWidth = 5;

/** Adds the inverse of VITS's flow: mean-only coupling layers, each with a small WaveNet over half of the channels. The channels are reversed in between. */
export function runFlow(graph: ExportGraph, hyperparameters: Hyperparameters, start: string, mask: string, speaker?: string): string {
  return graph.within("flow", () => {
    let z = start;
    for (let layer = hyperparameters.couplingLayers - 1; layer >= 0; layer--) {
      z = graph.within(`flows.${2 * layer + 1}`, () => flip(graph, z, 1));
      z = graph.within(`flows.${2 * layer}`, () => couple(graph, hyperparameters, z, mask, speaker));
    }
    return z;
  });
}

function couple(graph: ExportGraph, hyperparameters: Hyperparameters, z: string, mask: string, speaker?: string): string {
  const half = hyperparameters.hiddenChannels / 2;
  const [unchanged = "", transformed = ""] = halves(graph, z, 1, half);
  const start = graph.op("Mul", [conv(graph, "pre", unchanged, half, hyperparameters.hiddenChannels), mask]);
  const hidden = graph.within("enc", () => waveNet(graph, hyperparameters, start, mask, speaker));
  const mean = graph.op("Mul", [conv(graph, "post", hidden, hyperparameters.hiddenChannels, half, { gain: 0.5 }), mask]);
  const scale = graph.op("Exp", [graph.op("Neg", [zerosLike(graph, mean)])]);
  const shifted = graph.op("Mul", [graph.op("Mul", [graph.op("Sub", [transformed, mean]), scale]), mask]);
  return graph.op("Concat", [unchanged, shifted], { axis: 1 });
}

function waveNet(graph: ExportGraph, hyperparameters: Hyperparameters, start: string, mask: string, speaker?: string): string {
  const { hiddenChannels: channels, waveNetLayers: layers } = hyperparameters;
  const conditions =
    speaker === undefined ? undefined : conv(graph, "cond_layer", speaker, hyperparameters.speakerChannels, 2 * channels * layers);
  let x = start;
  let output = zerosLike(graph, x);
  for (let layer = 0; layer < layers; layer++) {
    const wide = conv(graph, `in_layers.${layer}`, x, channels, 2 * channels, { kernel: kernelWidth });
    const condition =
      conditions === undefined ? zerosLike(graph, wide) : slice(graph, conditions, 1, layer * 2 * channels, (layer + 1) * 2 * channels);
    const sum = graph.op("Add", [wide, condition]);
    const gate = graph.op("Sigmoid", [slice(graph, sum, 1, channels)]);
    const acts = graph.op("Mul", [graph.op("Tanh", [slice(graph, sum, 1, 0, channels)]), gate]);
    const isLast = layer === layers - 1;
    const both = conv(graph, `res_skip_layers.${layer}`, acts, channels, isLast ? channels : 2 * channels);
    if (isLast) return graph.op("Mul", [graph.op("Add", [output, both]), mask]);
    x = graph.op("Mul", [graph.op("Add", [x, slice(graph, both, 1, 0, channels)]), mask]);
    output = graph.op("Add", [output, slice(graph, both, 1, channels)]);
  }
  return output;
}
