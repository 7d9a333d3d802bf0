import type { GraphWalk } from "../onnx/graph-walk.ts";
import type { OnnxGraph, OnnxNode } from "../onnx/onnx-model.ts";

/** A part of a graph that computes one value over time from another. */
export interface Subgraph {
  /** `[1, channels, frames]`. */
  input: string;
  output: string;
  /** All nodes that are needed to compute `output` from `input`, `perFrame` and `perUtterance`, in the graph's order. */
  nodes: OnnxNode[];
  /** The other values it reads that depend on the phonemes (the mask): they have one column for each frame. */
  perFrame: string[];
  /** The other values it reads that depend on another input of the model (the speaker): they are the same for all frames. */
  perUtterance: string[];
}

/** The subgraph from `input` to `output`, two values of `graph`. The first input of `graph` must be the phonemes. */
export function subgraphBetween(input: string, output: string, graph: OnnxGraph, walk: GraphWalk): Subgraph {
  const [phonemes, ...otherInputs] = graph.inputs.map(({ name }) => walk.descendantsOf(name));
  const dependents = walk.descendantsOf(input);
  const perFrame = new Set<string>();
  const perUtterance = new Set<string>();
  for (const node of walk.ancestorsOf([output], new Set([input]))) {
    if (!dependents.has(node)) continue;
    for (const value of [...node.inputs, ...node.captured]) {
      const producer = walk.producerOf(value);
      if (!producer || dependents.has(producer) || value === input) continue;
      if (phonemes?.has(producer)) perFrame.add(value);
      else if (otherInputs.some((dependent) => dependent.has(producer))) perUtterance.add(value);
    }
  }
  const nodes = walk.ancestorsOf([output], new Set([input, ...perFrame, ...perUtterance]));
  return { input, output, nodes, perFrame: [...perFrame], perUtterance: [...perUtterance] };
}
