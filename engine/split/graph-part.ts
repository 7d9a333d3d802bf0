import type { GraphWalk } from "../onnx/graph-walk.ts";
import type { OnnxGraph, OnnxNode } from "../onnx/onnx-model.ts";

/** A stretch of a graph that turns one value over time into another. */
export interface GraphPart {
  /** `[1, channels, frames]`. */
  input: string;
  output: string;
  /** The nodes on the way and all that they need, in the graph's order. */
  nodes: OnnxNode[];
  /** Other values it reads that depend on the phonemes: one column for each frame (the mask). */
  perFrame: string[];
  /** Other values it reads that depend on another input of the model (the speaker): the same for all frames. */
  perUtterance: string[];
}

/** All that lies between `input` and `output`, two values of `graph`. */
export function partBetween(input: string, output: string, graph: OnnxGraph, walk: GraphWalk): GraphPart {
  const [phonemes, ...settings] = graph.inputs.map(({ name }) => walk.descendantsOf(name));
  const own = walk.descendantsOf(input);
  const perFrame = new Set<string>();
  const perUtterance = new Set<string>();
  for (const node of walk.ancestorsOf([output], new Set([input]))) {
    if (!own.has(node)) continue;
    for (const value of [...node.inputs, ...node.captured]) {
      const producer = walk.producerOf(value);
      if (!producer || own.has(producer) || value === input) continue;
      if (phonemes?.has(producer)) perFrame.add(value);
      else if (settings.some((dependent) => dependent.has(producer))) perUtterance.add(value);
    }
  }
  const nodes = walk.ancestorsOf([output], new Set([input, ...perFrame, ...perUtterance]));
  return { input, output, nodes, perFrame: [...perFrame], perUtterance: [...perUtterance] };
}
