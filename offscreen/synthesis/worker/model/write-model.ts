import { FIELD, type OnnxGraph, type OnnxModel, type OnnxNode, type OnnxTensor, type OnnxValue } from "./onnx-model.ts";
import { readFields } from "./protobuf-reader.ts";
import { MessageWriter } from "./protobuf-writer.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Writes `graph` as a file with the versions and operator sets of `model`. */
export function writeModel(model: OnnxModel, graph: OnnxGraph): Bytes {
  const body = new MessageWriter();
  for (const node of graph.nodes) body.message(FIELD.graph.node, writeNode(node));
  body.text(FIELD.graph.name, "main_graph");
  for (const tensor of graph.tensors) body.bytes(FIELD.graph.initializer, tensor.message);
  for (const input of graph.inputs) body.bytes(FIELD.graph.input, input.message);
  for (const output of graph.outputs) body.bytes(FIELD.graph.output, output.message);
  const writer = new MessageWriter();
  for (const { raw } of model.others) writer.append(raw);
  return writer.message(FIELD.model.graph, body).finish();
}

function writeNode(node: OnnxNode): MessageWriter {
  const writer = new MessageWriter();
  for (const input of node.inputs) writer.text(FIELD.node.input, input);
  for (const output of node.outputs) writer.text(FIELD.node.output, output);
  writer.text(FIELD.node.name, node.name).text(FIELD.node.opType, node.opType);
  for (const attribute of node.attributes.values()) writer.bytes(FIELD.node.attribute, attribute);
  return writer;
}

/** Makes a tensor of little-endian values. */
export function makeTensor(name: string, type: number, dims: readonly number[], raw: Bytes): OnnxTensor {
  const writer = new MessageWriter();
  for (const size of dims) writer.integer(FIELD.tensor.dims, size);
  writer.integer(FIELD.tensor.type, type).text(FIELD.tensor.name, name).bytes(FIELD.tensor.raw, raw);
  return { name, type, dims, raw, message: writer.finish() };
}

/** The same tensor under another name. */
export function renameTensor(tensor: OnnxTensor, name: string): OnnxTensor {
  const writer = new MessageWriter();
  for (const { number, raw } of readFields(tensor.message)) if (number !== FIELD.tensor.name) writer.append(raw);
  return { ...tensor, name, message: writer.text(FIELD.tensor.name, name).finish() };
}

/** Describes an input or output of any shape; `type` is one of `ELEMENT_TYPE`. */
export function describeValue(name: string, type: number): OnnxValue {
  const description = new MessageWriter().message(1, new MessageWriter().integer(1, type));
  return { name, message: new MessageWriter().text(FIELD.value.name, name).message(FIELD.value.type, description).finish() };
}
