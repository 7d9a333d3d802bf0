import type { OnnxModel, OnnxNode } from "./onnx-model.ts";

/** Keeps only one of several nodes that apply the same operator to the same values. Most of them compute sizes. The model's results stay the same, bit by bit. */
export function eliminateCommonSubexpressions(model: OnnxModel): OnnxModel {
  const { graph } = model;
  const first = new Map<string, OnnxNode>();
  const renamed = new Map<string, string>();
  // As in constantsToInitializers.
  const fixedNames = new Set([...graph.nodes.flatMap(({ captured }) => captured), ...graph.outputs.map(({ name }) => name)]);
  const nodes: OnnxNode[] = [];
  for (const original of graph.nodes) {
    const node = { ...original, inputs: original.inputs.map((value) => renamed.get(value) ?? value) };
    const key = `${node.opType}(${node.inputs.join()})${[...node.attributes.values()].join(";")}x${node.outputs.length}`;
    const isUnique = node.opType.startsWith("Random") || node.captured.length > 0 || node.outputs.some((value) => fixedNames.has(value));
    const equal = isUnique ? undefined : first.get(key);
    if (equal) {
      node.outputs.forEach((value, index) => renamed.set(value, equal.outputs[index] ?? value));
    } else {
      first.set(key, node);
      nodes.push(node);
    }
  }
  return { ...model, graph: { ...graph, nodes } };
}
