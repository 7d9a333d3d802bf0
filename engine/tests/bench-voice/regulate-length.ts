import type { ExportGraph } from "./export-graph.ts";
import { pad, sequenceMask, sizeOf, sizesOf, slice, view } from "./export-idioms.ts";
import type { EncodedText } from "./text-encoder.ts";

/** The prior distribution of each frame. */
export interface Prior {
  mean: string;
  logDeviation: string;
  /** `[batch, 1, frames]`, with values 0 and 1. */
  mask: string;
}

/** Repeats the encoder's output for each phoneme by the phoneme's number of frames, `ceil(exp(logDurations) * mask * lengthScale)`. */
export function regulateLength(graph: ExportGraph, text: EncodedText, logDurations: string, lengthScale: string): Prior {
  const wanted = graph.op("Mul", [graph.op("Mul", [graph.op("Exp", [logDurations]), text.mask]), lengthScale]);
  const durations = graph.op("Ceil", [wanted]);
  const total = graph.op("ReduceSum", [durations, graph.literal([1, 2])], { keepdims: 0 });
  const lengths = graph.cast(graph.op("Clip", [total, graph.literal(1, "float")]), "int64");
  const longest = graph.op("ReduceMax", [lengths], { keepdims: 0 });
  const mask = graph.cast(graph.op("Unsqueeze", [sequenceMask(graph, lengths, longest), graph.literal([1])]), "float");
  const rows = graph.op("Unsqueeze", [mask, graph.literal([-1])]);
  const pairs = graph.op("Mul", [graph.op("Unsqueeze", [text.mask, graph.literal([2])]), rows]);

  const path = generatePath(graph, durations, pairs);
  const expand = (stats: string) => {
    const matrix = graph.squeeze(path, 1, sizeOf(graph, path, 1));
    const product = graph.op("MatMul", [matrix, graph.op("Transpose", [stats], { perm: [0, 2, 1] })]);
    return graph.op("Transpose", [product], { perm: [0, 2, 1] });
  };
  return { mean: expand(text.mean), logDeviation: expand(text.logDeviation), mask };
}

/** The alignment of frames to phonemes: a matrix `[batch, 1, frames, phonemes]` with values 0 and 1. */
function generatePath(graph: ExportGraph, durations: string, pairs: string): string {
  const [batch, , frames] = sizesOf(graph, pairs);
  const phonemes = sizeOf(graph, pairs, 3);
  const sums = view(graph, graph.op("CumSum", [durations, graph.literal(-1)]), [graph.op("Mul", [batch, phonemes])]);
  const before = graph.cast(sequenceMask(graph, graph.cast(sums, "int64"), frames), "float");
  const upTo = view(graph, before, [batch, phonemes, frames]);
  const previous = slice(graph, pad(graph, upTo, 3, [0, 0, 1, 0, 0, 0]), 1, 0, -1);
  const own = graph.op("Unsqueeze", [graph.op("Sub", [upTo, previous]), graph.literal([1])]);
  return graph.op("Mul", [graph.op("Transpose", [own], { perm: [0, 1, 3, 2] }), pairs]);
}
