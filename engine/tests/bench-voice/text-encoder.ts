import type { ExportGraph } from "./export-graph.ts";
import { pad, sequenceMask, sizeOf, sizes, sizesOf, slice, view, type Size } from "./export-idioms.ts";
import { conv, layerNorm } from "./layers.ts";
import type { Hyperparameters } from "./hyperparameters.ts";

/** The names of the text encoder's outputs. */
export interface EncodedText {
  hidden: string;
  mean: string;
  logDeviation: string;
  /** `[batch, 1, phonemes]`, with values 0 and 1. */
  mask: string;
}

/** Adds VITS's text encoder: a transformer with relative position attention. */
export function encodeText(graph: ExportGraph, hyperparameters: Hyperparameters, input: string, lengths: string): EncodedText {
  const channels = hyperparameters.hiddenChannels;
  return graph.within("enc_p", () => {
    const table = graph.within("emb", () => graph.weight("weight", [hyperparameters.symbols, channels], channels ** -0.5));
    const embedded = graph.op("Mul", [graph.op("Gather", [table, input]), graph.literal(Math.sqrt(channels), "float")]);
    const x = graph.op("Transpose", [embedded], { perm: [0, 2, 1] });
    const mask = graph.cast(graph.op("Unsqueeze", [sequenceMask(graph, lengths, sizeOf(graph, x, 2)), graph.literal([1])]), "float");
    const hidden = graph.within("encoder", () => transform(graph, hyperparameters, graph.op("Mul", [x, mask]), mask));
    const stats = graph.op("Mul", [conv(graph, "proj", hidden, channels, 2 * channels), mask]);
    const [mean = "", logDeviation = ""] = graph.split("Split", [stats, graph.literal([channels, channels])], 2, { axis: 1 });
    return { hidden, mean, logDeviation, mask };
  });
}

function transform(graph: ExportGraph, hyperparameters: Hyperparameters, start: string, mask: string): string {
  const pairs = graph.op("Mul", [graph.op("Unsqueeze", [mask, graph.literal([2])]), graph.op("Unsqueeze", [mask, graph.literal([-1])])]);
  let x = graph.op("Mul", [start, mask]);
  for (let layer = 0; layer < hyperparameters.encoderLayers; layer++) {
    const attended = graph.within(`attn_layers.${layer}`, () => attention(graph, hyperparameters, x, pairs));
    x = layerNorm(graph, `norm_layers_1.${layer}`, graph.op("Add", [x, attended]), hyperparameters.hiddenChannels);
    const fed = graph.within(`ffn_layers.${layer}`, () => feedForward(graph, hyperparameters, x, mask));
    x = layerNorm(graph, `norm_layers_2.${layer}`, graph.op("Add", [x, fed]), hyperparameters.hiddenChannels);
  }
  return graph.op("Mul", [x, mask]);
}

function feedForward(graph: ExportGraph, hyperparameters: Hyperparameters, x: string, mask: string): string {
  const padded = (value: string) => pad(graph, graph.op("Mul", [value, mask]), 3, [1, 1, 0, 0, 0, 0]);
  const wide = conv(graph, "conv_1", padded(x), hyperparameters.hiddenChannels, hyperparameters.filterChannels, { kernel: 3, padding: 0 });
  const narrow = padded(graph.op("Relu", [wide]));
  return graph.op("Mul", [
    conv(graph, "conv_2", narrow, hyperparameters.filterChannels, hyperparameters.hiddenChannels, { kernel: 3, padding: 0 }),
    mask,
  ]);
}

function attention(graph: ExportGraph, hyperparameters: Hyperparameters, x: string, pairs: string): string {
  const { hiddenChannels: channels, heads } = hyperparameters;
  const width = channels / heads;
  const query = conv(graph, "conv_q", x, channels, channels);
  const key = conv(graph, "conv_k", x, channels, channels);
  const value = conv(graph, "conv_v", x, channels, channels);
  const [batch, depth, length] = sizesOf(graph, key);
  const perHead = (each: string, time: string) =>
    graph.op("Transpose", [view(graph, each, [batch, heads, width, time])], { perm: [0, 1, 3, 2] });
  const queries = perHead(query, sizeOf(graph, query, 2));
  const keys = perHead(key, length);
  const values = perHead(value, length);

  const root = graph.literal(Math.sqrt(width), "float");
  const scores = graph.op("MatMul", [graph.op("Div", [queries, root]), graph.op("Transpose", [keys], { perm: [0, 1, 3, 2] })]);
  const keyTable = relativeEmbeddings(graph, hyperparameters, "emb_rel_k", length);
  const keyColumns = graph.op("Transpose", [graph.op("Unsqueeze", [keyTable, graph.literal([0])])], { perm: [0, 1, 3, 2] });
  const local = relativeToAbsolute(graph, graph.op("MatMul", [graph.op("Div", [queries, root]), keyColumns]));
  const hiddenPairs = graph.cast(graph.op("Equal", [pairs, graph.literal(0, "float")]), "bool");
  const masked = graph.op("Where", [hiddenPairs, graph.literal(-1e4, "float"), graph.op("Add", [scores, local])]);
  const weights = graph.op("Softmax", [masked], { axis: -1 });

  const valueTable = relativeEmbeddings(graph, hyperparameters, "emb_rel_v", length);
  const relative = graph.op("MatMul", [absoluteToRelative(graph, weights), graph.op("Unsqueeze", [valueTable, graph.literal([0])])]);
  const output = graph.op("Add", [graph.op("MatMul", [weights, values]), relative]);
  const joined = view(graph, graph.op("Transpose", [output], { perm: [0, 1, 3, 2] }), [batch, depth, sizeOf(graph, query, 2)]);
  return conv(graph, "conv_o", joined, channels, channels);
}

/** One row for each distance from `1 - length` to `length - 1`. The rows outside the attention window are zeros. */
function relativeEmbeddings(graph: ExportGraph, hyperparameters: Hyperparameters, name: string, length: string): string {
  const width = hyperparameters.hiddenChannels / hyperparameters.heads;
  const table = graph.weight(name, [1, 2 * hyperparameters.attentionWindow + 1, width], width ** -0.5);
  const around = graph.op("Sub", [length, graph.literal(hyperparameters.attentionWindow + 1)]);
  const doubled = graph.op("Mul", [length, graph.literal(2)]);
  const end = graph.op("Sub", [graph.op("Add", [doubled, graph.literal(0)]), graph.literal(1)]);
  return slice(graph, pad(graph, table, 3, [0, 0, around, around, 0, 0]), 1, 0, end);
}

/** Converts `[batch, heads, length, 2 * length - 1]`, indexed by distance, to `[batch, heads, length, length]`, indexed by position. */
function relativeToAbsolute(graph: ExportGraph, x: string): string {
  const [batch, heads, length] = sizesOf(graph, x);
  const padded = pad(graph, x, 4, [0, 1, 0, 0, 0, 0, 0, 0]);
  const total = graph.op("Mul", [graph.op("Mul", [length, graph.literal(2)]), length]);
  const less = graph.op("Sub", [length, graph.literal(1)]);
  const flat = pad(graph, view(graph, padded, [batch, heads, total]), 3, [0, less, 0, 0, 0, 0]);
  const rows = graph.op("Add", [length, graph.literal(1)]);
  const columns = graph.op("Sub", [graph.op("Mul", [length, graph.literal(2)]), graph.literal(1)]);
  const shifted = slice(graph, view(graph, flat, [batch, heads, rows, columns]), 2, 0, length);
  return slice(graph, shifted, 3, graph.op("Sub", [length, graph.literal(1)]));
}

/** The inverse of `relativeToAbsolute`. */
function absoluteToRelative(graph: ExportGraph, x: string): string {
  const [batch, heads, length] = sizesOf(graph, x);
  const less: Size = graph.op("Sub", [length, graph.literal(1)]);
  const padded = pad(graph, x, 4, [0, less, 0, 0, 0, 0, 0, 0]);
  const square = graph.op("Mul", [length, length]);
  const rest = graph.op("Mul", [length, graph.op("Sub", [length, graph.literal(1)])]);
  const flat = graph.op("Reshape", [padded, sizes(graph, [batch, heads, graph.op("Add", [square, rest])])]);
  const shifted = pad(graph, flat, 3, [length, 0, 0, 0, 0, 0]);
  const doubled = graph.op("Mul", [length, graph.literal(2)]);
  return slice(graph, view(graph, shifted, [batch, heads, length, doubled]), 3, 1);
}
