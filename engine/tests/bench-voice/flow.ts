import type { ExportGraph } from "./export-graph.ts";
import { flip, halves, slice, zerosLike } from "./export-idioms.ts";
import { conv } from "./layers.ts";
import type { VoiceShape } from "./voice-shape.ts";

const kernelWidth = 5;

/** VITS's flow backwards: mean-only coupling layers, each a small WaveNet over half of the channels, with the channels flipped in between. */
export function runFlow(graph: ExportGraph, shape: VoiceShape, start: string, mask: string, speaker?: string): string {
  return graph.within("flow", () => {
    let z = start;
    for (let layer = shape.couplingLayers - 1; layer >= 0; layer--) {
      z = graph.within(`flows.${2 * layer + 1}`, () => flip(graph, z, 1));
      z = graph.within(`flows.${2 * layer}`, () => couple(graph, shape, z, mask, speaker));
    }
    return z;
  });
}

function couple(graph: ExportGraph, shape: VoiceShape, z: string, mask: string, speaker?: string): string {
  const half = shape.hiddenChannels / 2;
  const [kept = "", moved = ""] = halves(graph, z, 1, half);
  const start = graph.op("Mul", [conv(graph, "pre", kept, half, shape.hiddenChannels), mask]);
  const hidden = graph.within("enc", () => waveNet(graph, shape, start, mask, speaker));
  const mean = graph.op("Mul", [conv(graph, "post", hidden, shape.hiddenChannels, half, { gain: 0.5 }), mask]);
  const scale = graph.op("Exp", [graph.op("Neg", [zerosLike(graph, mean)])]);
  const shifted = graph.op("Mul", [graph.op("Mul", [graph.op("Sub", [moved, mean]), scale]), mask]);
  return graph.op("Concat", [kept, shifted], { axis: 1 });
}

function waveNet(graph: ExportGraph, shape: VoiceShape, start: string, mask: string, speaker?: string): string {
  const { hiddenChannels: channels, waveNetLayers: layers } = shape;
  const conditions = speaker === undefined ? undefined : conv(graph, "cond_layer", speaker, shape.speakerChannels, 2 * channels * layers);
  let x = start;
  let output = zerosLike(graph, x);
  for (let layer = 0; layer < layers; layer++) {
    const wide = conv(graph, `in_layers.${layer}`, x, channels, 2 * channels, { kernel: kernelWidth });
    const condition = conditions === undefined ? zerosLike(graph, wide) : slice(graph, conditions, 1, layer * 2 * channels, (layer + 1) * 2 * channels);
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
