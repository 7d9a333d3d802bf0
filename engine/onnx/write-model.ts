import { fieldNumbers, type OnnxGraph, type OnnxModel, type OnnxNode, type OnnxTensor, type OnnxValue } from "./onnx-model.ts";
import { readFields } from "./protobuf-reader.ts";
import { MessageWriter } from "./protobuf-writer.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Encodes `graph` as an `.onnx` file with the versions and operator sets of `model`. */
export function writeModel(model: OnnxModel, graph: OnnxGraph): Bytes {
  const body = new MessageWriter();
  for (const node of graph.nodes) body.message(fieldNumbers.graph.node, writeNode(node));
  body.text(fieldNumbers.graph.name, "main_graph");
  for (const tensor of graph.tensors) body.bytes(fieldNumbers.graph.initializer, tensor.message);
  for (const input of graph.inputs) body.bytes(fieldNumbers.graph.input, input.message);
  for (const output of graph.outputs) body.bytes(fieldNumbers.graph.output, output.message);
  const writer = new MessageWriter();
  for (const { raw } of model.others) writer.append(raw);
  return writer.message(fieldNumbers.model.graph, body).finish();
}

function writeNode(node: OnnxNode): MessageWriter {
  const writer = new MessageWriter();
  for (const input of node.inputs) writer.text(fieldNumbers.node.input, input);
  for (const output of node.outputs) writer.text(fieldNumbers.node.output, output);
  writer.text(fieldNumbers.node.name, node.name).text(fieldNumbers.node.opType, node.opType);
  for (const attribute of node.attributes.values()) writer.bytes(fieldNumbers.node.attribute, attribute);
  return writer;
}

/** Creates a tensor from little-endian values. */
export function makeTensor(name: string, type: number, dims: readonly number[], raw: Bytes): OnnxTensor {
  const writer = new MessageWriter();
  for (const size of dims) writer.integer(fieldNumbers.tensor.dims, size);
  writer.integer(fieldNumbers.tensor.type, type).text(fieldNumbers.tensor.name, name).bytes(fieldNumbers.tensor.raw, raw);
  return { name, type, dims, raw, message: writer.finish() };
}

/** A copy of the tensor with another name. */
export function renameTensor(tensor: OnnxTensor, name: string): OnnxTensor {
  const writer = new MessageWriter();
  for (const { number, raw } of readFields(tensor.message)) if (number !== fieldNumbers.tensor.name) writer.append(raw);
  return { ...tensor, name, message: writer.text(fieldNumbers.tensor.name, name).finish() };
}

/** Creates the description of a graph input or output of any shape. `type` is one of `elementTypes`. */
export function describeValue(name: string, type: number): OnnxValue {
  const description = new MessageWriter().message(1, new MessageWriter().integer(1, type));
  return { name, message: new MessageWriter().text(fieldNumbers.value.name, name).message(fieldNumbers.value.type, description).finish() };
}
