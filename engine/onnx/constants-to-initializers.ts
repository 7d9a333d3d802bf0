import type { OnnxModel, OnnxTensor } from "./onnx-model.ts";
import { tensorAttribute } from "./read-model.ts";
import { renameTensor } from "./write-model.ts";

/**
 * Makes every `Constant` node a tensor of the graph, and equal ones one tensor: two in five nodes of an exported voice are literals, and
 * ONNX Runtime spends as long on each as on any other node. What the model computes stays the same, bit by bit.
 */
export function constantsToInitializers(model: OnnxModel): OnnxModel {
  const { graph } = model;
  const tensors = [...graph.tensors];
  const byContent = new Map<string, string>();
  const renamed = new Map<string, string>();
  // A branch of an `If` names outer values inside its own message, where they cannot be renamed.
  const fixed = new Set([...graph.nodes.flatMap(({ captured }) => captured), ...graph.outputs.map(({ name }) => name)]);
  const nodes = graph.nodes.filter((node) => {
    const literal = node.opType === "Constant" ? tensorAttribute(node, "value") : undefined;
    const [name] = node.outputs;
    if (!literal || name === undefined) return true;
    const content = contentOf(literal);
    const known = content === undefined || fixed.has(name) ? undefined : byContent.get(content);
    if (known === undefined) {
      tensors.push(renameTensor(literal, name));
      if (content !== undefined) byContent.set(content, name);
    } else {
      renamed.set(name, known);
    }
    return false;
  });
  const rename = (value: string) => renamed.get(value) ?? value;
  return { ...model, graph: { ...graph, tensors, nodes: nodes.map((node) => ({ ...node, inputs: node.inputs.map(rename) })) } };
}

/** What is the same for equal tensors, undefined for large ones: what an exporter repeats are single numbers and sizes. */
function contentOf({ type, dims, raw }: OnnxTensor): string | undefined {
  return raw && raw.length <= 128 ? `${type} ${dims.join()} ${String.fromCharCode(...raw)}` : undefined;
}
