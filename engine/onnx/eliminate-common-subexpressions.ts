import type { OnnxModel, OnnxNode } from "./onnx-model.ts";

/** Keeps one of all nodes that do the same with the same values, most of them sizes that an exporter asks for again and again; results stay the same bit by bit. */
export function eliminateCommonSubexpressions(model: OnnxModel): OnnxModel {
  const { graph } = model;
  const first = new Map<string, OnnxNode>();
  const renamed = new Map<string, string>();
  const fixed = new Set([...graph.nodes.flatMap(({ captured }) => captured), ...graph.outputs.map(({ name }) => name)]);
  const nodes: OnnxNode[] = [];
  for (const original of graph.nodes) {
    const node = { ...original, inputs: original.inputs.map((value) => renamed.get(value) ?? value) };
    const key = `${node.opType}(${node.inputs.join()})${[...node.attributes.values()].join(";")}x${node.outputs.length}`;
    const twin = node.opType.startsWith("Random") || node.captured.length > 0 || node.outputs.some((value) => fixed.has(value)) ? undefined : first.get(key);
    if (twin) {
      node.outputs.forEach((value, index) => renamed.set(value, twin.outputs[index] ?? value));
    } else {
      first.set(key, node);
      nodes.push(node);
    }
  }
  return { ...model, graph: { ...graph, nodes } };
}
