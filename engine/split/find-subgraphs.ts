import { subgraphBetween, type Subgraph } from "./subgraph.ts";
import type { GraphWalk } from "../onnx/graph-walk.ts";
import type { OnnxGraph, OnnxNode } from "../onnx/onnx-model.ts";

/** The subgraphs of a Piper model. The encoder is everything before the flow. */
export interface PiperSubgraphs {
  /** How many frames each phoneme id lasts, `[1, 1, phonemes]`. */
  durations: string;
  flow: Subgraph;
  decoder: Subgraph;
}

/**
 * Finds flow and decoder of a Piper model by the structure of its graph, because names differ between exporters. Undefined if the graph has another
 * structure, or if flow or decoder read an input of the model or contain random numbers.
 */
export function findSubgraphs(graph: OnnxGraph, walk: GraphWalk): PiperSubgraphs | undefined {
  const output = graph.outputs[0]?.name;
  const latent = findLatent(graph, walk);
  const durations = findDurations(graph, walk);
  const prior = latent === undefined ? undefined : findPrior(latent, walk);
  if (output === undefined || latent === undefined || durations === undefined || prior === undefined) return undefined;
  const flow = subgraphBetween(prior, latent, graph, walk);
  const decoder = subgraphBetween(latent, output, graph, walk);
  const inputs = new Set(graph.inputs.map(({ name }) => name));
  const isIndependent = [...flow.nodes, ...decoder.nodes].every(
    (node) => !isRandom(node) && ![...node.inputs, ...node.captured].some((value) => inputs.has(value)),
  );
  return isIndependent && decoder.perFrame.length === 0 ? { durations, flow, decoder } : undefined;
}

/** The latent, `z * y_mask`. The decoder's first convolution reads it: the only one that depends on the phonemes and leads directly to the first `ConvTranspose`. */
function findLatent(graph: OnnxGraph, walk: GraphWalk): string | undefined {
  const upsampled = graph.nodes.find(({ opType }) => opType === "ConvTranspose")?.inputs[0];
  const phonemes = graph.inputs[0]?.name;
  if (upsampled === undefined || phonemes === undefined) return undefined;
  const dependents = walk.descendantsOf(phonemes);
  const convolutions = nearestConvolutions(upsampled, walk).filter((node) => dependents.has(node));
  return convolutions.length === 1 ? convolutions[0]?.inputs[0] : undefined;
}

/** The convolutions on which `value` depends without another convolution in between. */
function nearestConvolutions(value: string, walk: GraphWalk): OnnxNode[] {
  const visited = new Set<OnnxNode>();
  const pending = [value];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const node = walk.producerOf(next);
    // A damaged graph may have a cycle.
    if (!node || visited.has(node)) continue;
    visited.add(node);
    if (node.opType !== "Conv") pending.push(...node.inputs);
  }
  return [...visited].filter(({ opType }) => opType === "Conv");
}

/** The input of the flow: the last random numbers of the model after all multiplications and additions that follow directly. */
function findPrior(latent: string, walk: GraphWalk): string | undefined {
  const [noise] = walk.ancestorsOf([latent]).findLast(isRandom)?.outputs ?? [];
  const visited = new Set<OnnxNode>();
  for (let value = noise; ;) {
    const [reader, ...others]: readonly OnnxNode[] = value === undefined ? [] : walk.readersOf(value);
    if (!reader || others.length > 0 || (reader.opType !== "Mul" && reader.opType !== "Add")) return value === noise ? undefined : value;
    // A cycle, as above.
    if (visited.has(reader)) return undefined;
    visited.add(reader);
    [value] = reader.outputs;
  }
}

/** The durations of the phonemes. They are the only value that is rounded up and then summed cumulatively. */
function findDurations(graph: OnnxGraph, walk: GraphWalk): string | undefined {
  const candidates = graph.nodes
    .filter(({ opType }) => opType === "Ceil")
    .flatMap(({ outputs }) => outputs)
    .filter((value) => walk.readersOf(value).some(({ opType }) => opType === "CumSum"));
  return candidates.length === 1 ? candidates[0] : undefined;
}

function isRandom({ opType }: OnnxNode): boolean {
  return opType.startsWith("Random");
}
