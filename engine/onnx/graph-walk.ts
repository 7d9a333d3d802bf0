import type { OnnxGraph, OnnxNode } from "./onnx-model.ts";

/** Who makes and who reads every value of a graph. */
export interface GraphWalk {
  producerOf(value: string): OnnxNode | undefined;
  readersOf(value: string): readonly OnnxNode[];
  /** The nodes that `values` come from, in the graph's order, as far as but not including those that make one of `stop`. */
  ancestorsOf(values: Iterable<string>, stop?: ReadonlySet<string>): OnnxNode[];
  /** The nodes that depend on `value`. */
  descendantsOf(value: string): ReadonlySet<OnnxNode>;
}

/** Looks through `graph` once. */
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
      const waiting = [...values];
      for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
        const node = stop.has(value) ? undefined : producers.get(value);
        if (!node || found.has(node)) continue;
        found.add(node);
        waiting.push(...readBy(node));
      }
      return graph.nodes.filter((node) => found.has(node));
    },
    descendantsOf(value) {
      const found = new Set<OnnxNode>();
      const waiting = [value];
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        for (const node of readersOf(next)) {
          if (found.has(node)) continue;
          found.add(node);
          waiting.push(...node.outputs);
        }
      }
      return found;
    },
  };
}

/** All that a node reads, named as an input or not. */
function readBy(node: OnnxNode): string[] {
  return [...node.inputs, ...node.captured];
}

/** A graph of `nodes` alone, with the tensors of `graph` that they read. */
export function subgraph(graph: OnnxGraph, nodes: OnnxNode[], inputs: OnnxGraph["inputs"], outputs: OnnxGraph["outputs"]): OnnxGraph {
  const read = new Set(nodes.flatMap(readBy));
  return { nodes, tensors: graph.tensors.filter(({ name }) => read.has(name)), inputs, outputs };
}
