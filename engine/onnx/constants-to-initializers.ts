import type { OnnxModel, OnnxTensor } from "./onnx-model.ts";
import { tensorAttribute } from "./read-model.ts";
import { renameTensor } from "./write-model.ts";

/**
 * Replaces every `Constant` node by an initializer; equal constants share one. In an exported voice two of five nodes are constants, and ONNX
 * Runtime needs as much time for a constant as for any other node. The model's results stay the same, bit by bit.
 */
export function constantsToInitializers(model: OnnxModel): OnnxModel {
  const { graph } = model;
  const tensors = [...graph.tensors];
  const byContent = new Map<string, string>();
  const renamed = new Map<string, string>();
  // The branches of an `If` name values of the outer graph inside their own messages, where this function does not rename them.
  const fixedNames = new Set([...graph.nodes.flatMap(({ captured }) => captured), ...graph.outputs.map(({ name }) => name)]);
  const nodes = graph.nodes.filter((node) => {
    const constant = node.opType === "Constant" ? tensorAttribute(node, "value") : undefined;
    const [name] = node.outputs;
    if (!constant || name === undefined) return true;
    const content = contentOf(constant);
    const equal = content === undefined || fixedNames.has(name) ? undefined : byContent.get(content);
    if (equal === undefined) {
      tensors.push(renameTensor(constant, name));
      if (content !== undefined) byContent.set(content, name);
    } else {
      renamed.set(name, equal);
    }
    return false;
  });
  const rename = (value: string) => renamed.get(value) ?? value;
  return { ...model, graph: { ...graph, tensors, nodes: nodes.map((node) => ({ ...node, inputs: node.inputs.map(rename) })) } };
}

/** A key that is the same for equal tensors. Undefined for large tensors: exporters repeat only single numbers and sizes. */
function contentOf({ type, dims, raw }: OnnxTensor): string | undefined {
  return raw && raw.length <= 128 ? `${type} ${dims.join()} ${String.fromCharCode(...raw)}` : undefined;
}
