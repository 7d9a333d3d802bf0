import { fieldNumbers, type OnnxGraph, type OnnxModel, type OnnxNode, type OnnxTensor, type OnnxValue } from "./onnx-model.ts";
import { UnsupportedOperator } from "./unsupported-operator.ts";
import { integersOf, readFields, textOf, type Field } from "./protobuf-reader.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** The operators that have graphs as attributes. */
const operatorsWithGraphs = new Set(["If", "Loop", "Scan"]);

/** Reads an `.onnx` file; weights are views into `bytes`. Throws a RangeError if the bytes are not an ONNX model, and `UnsupportedOperator` if it has custom operators. */
export function readModel(bytes: Bytes): OnnxModel {
  let graph: OnnxGraph | undefined;
  const others: Field[] = [];
  for (const field of readFields(bytes)) {
    if (field.number === fieldNumbers.model.graph) graph = readGraph(field.bytes);
    else others.push(field);
  }
  if (!graph) throw new RangeError("the model has no graph");
  return { graph, others };
}

function readGraph(message: Bytes): OnnxGraph {
  const graph: OnnxGraph = { nodes: [], tensors: [], inputs: [], outputs: [] };
  for (const { number, bytes } of readFields(message)) {
    if (number === fieldNumbers.graph.node) graph.nodes.push(readNode(bytes));
    else if (number === fieldNumbers.graph.initializer) graph.tensors.push(readTensor(bytes));
    else if (number === fieldNumbers.graph.input) graph.inputs.push(readValue(bytes));
    else if (number === fieldNumbers.graph.output) graph.outputs.push(readValue(bytes));
  }
  return graph;
}

function readNode(message: Bytes): OnnxNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, Bytes>();
  let name = "";
  let opType = "";
  for (const field of readFields(message)) {
    if (field.number === fieldNumbers.node.input) inputs.push(textOf(field));
    else if (field.number === fieldNumbers.node.output) outputs.push(textOf(field));
    else if (field.number === fieldNumbers.node.name) name = textOf(field);
    else if (field.number === fieldNumbers.node.opType) opType = textOf(field);
    else if (field.number === fieldNumbers.node.domain && field.bytes.length > 0)
      throw new UnsupportedOperator("the model has operators of its own");
    else if (field.number === fieldNumbers.node.attribute) attributes.set(nameIn(field.bytes, fieldNumbers.attribute.name), field.bytes);
  }
  return { name, opType, inputs, outputs, captured: operatorsWithGraphs.has(opType) ? capturedBy(attributes.values()) : [], attributes };
}

function capturedBy(attributes: Iterable<Bytes>): string[] {
  const captured = new Set<string>();
  for (const message of attributes) {
    for (const field of readFields(message)) {
      if (field.number !== fieldNumbers.attribute.graph) continue;
      const { nodes, tensors, inputs, outputs } = readGraph(field.bytes);
      const own = new Set([...nodes.flatMap((node) => node.outputs), ...[...tensors, ...inputs].map(({ name }) => name)]);
      const read = [...nodes.flatMap((node) => [...node.inputs, ...node.captured]), ...outputs.map(({ name }) => name)];
      for (const value of read) if (!own.has(value)) captured.add(value);
    }
  }
  return [...captured];
}

function readTensor(message: Bytes): OnnxTensor {
  const dims: number[] = [];
  const tensor: OnnxTensor = { name: "", type: 0, dims, raw: undefined, message };
  for (const field of readFields(message)) {
    if (field.number === fieldNumbers.tensor.dims) dims.push(...integersOf(field));
    else if (field.number === fieldNumbers.tensor.type) tensor.type = field.value ?? 0;
    else if (field.number === fieldNumbers.tensor.name) tensor.name = textOf(field);
    else if (field.number === fieldNumbers.tensor.raw) tensor.raw = field.bytes;
  }
  return tensor;
}

function readValue(message: Bytes): OnnxValue {
  return { name: nameIn(message, fieldNumbers.value.name), message };
}

function nameIn(message: Bytes, number: number): string {
  for (const field of readFields(message)) if (field.number === number) return textOf(field);
  return "";
}

/** The value of an integer attribute; `fallback` if the node does not have it. */
export function integerAttribute(node: OnnxNode, name: string, fallback: number): number {
  for (const field of attributeFields(node, name)) if (field.number === fieldNumbers.attribute.integer) return field.value ?? fallback;
  return fallback;
}

/** The value of a float attribute; `fallback` if the node does not have it. */
export function floatAttribute(node: OnnxNode, name: string, fallback: number): number {
  for (const { number, bytes } of attributeFields(node, name)) {
    if (number === fieldNumbers.attribute.float) return new DataView(bytes.buffer, bytes.byteOffset).getFloat32(0, true);
  }
  return fallback;
}

/** The numbers of an integer list attribute; undefined if the node does not have it. */
export function integersAttribute(node: OnnxNode, name: string): number[] | undefined {
  const lists = attributeFields(node, name).filter((field) => field.number === fieldNumbers.attribute.integers);
  return lists.length === 0 ? undefined : lists.flatMap(integersOf);
}

/** The tensor of an attribute; undefined if the node does not have it. */
export function tensorAttribute(node: OnnxNode, name: string): OnnxTensor | undefined {
  const field = attributeFields(node, name).find(({ number }) => number === fieldNumbers.attribute.tensor);
  return field && readTensor(field.bytes);
}

function attributeFields(node: OnnxNode, name: string): Field[] {
  const message = node.attributes.get(name);
  return message ? [...readFields(message)] : [];
}
