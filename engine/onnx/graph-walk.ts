import type { OnnxGraph, OnnxNode } from "./onnx-model.ts";

/** Finds the producer and the readers of every value of a graph. */
export interface GraphWalk {
  producerOf(value: string): OnnxNode | undefined;
  readersOf(value: string): readonly OnnxNode[];
  /** The nodes on which `values` depend, in the graph's order. The search stops at the values in `stop`; their producers are not included. */
  ancestorsOf(values: Iterable<string>, stop?: ReadonlySet<string>): OnnxNode[];
  /** The nodes that depend on `value`. */
  descendantsOf(value: string): ReadonlySet<OnnxNode>;
}

/** Indexes `graph`. */
export function walkGraph(graph: OnnxGraph): GraphWalk {
  const producers = new Map<string, OnnxNode>();
  const readers = new Map<string, OnnxNode[]>();
  for (const node of graph.nodes) {
    for (const output of node.outputs) producers.set(output, node);
    for (const input of new Set(readBy(node))) {
      const list = readers.get(input);
      if (list) list.push(node);
      else readers.set(input, [node]);
    }
  }
  const readersOf = (value: string) => readers.get(value) ?? [];

  return {
    producerOf: (value) => producers.get(value),
    readersOf,
    ancestorsOf(values, stop = new Set()) {
      const found = new Set<OnnxNode>();
      const pending = [...values];
      for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
        const node = stop.has(value) ? undefined : producers.get(value);
        if (!node || found.has(node)) continue;
        found.add(node);
        pending.push(...readBy(node));
      }
      return graph.nodes.filter((node) => found.has(node));
    },
    descendantsOf(value) {
      const found = new Set<OnnxNode>();
      const pending = [value];
      for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
        for (const node of readersOf(next)) {
          if (found.has(node)) continue;
          found.add(node);
          pending.push(...node.outputs);
        }
      }
      return found;
    },
  };
}

/** All values that a node reads: its inputs, and those that its branches capture. */
function readBy(node: OnnxNode): string[] {
  return [...node.inputs, ...node.captured];
}

/** A graph that consists of `nodes` and of the initializers of `graph` that they read. */
export function extractSubgraph(
  graph: OnnxGraph,
  nodes: OnnxNode[],
  inputs: OnnxGraph["inputs"],
  outputs: OnnxGraph["outputs"],
): OnnxGraph {
  const read = new Set(nodes.flatMap(readBy));
  return { nodes, tensors: graph.tensors.filter(({ name }) => read.has(name)), inputs, outputs };
}
