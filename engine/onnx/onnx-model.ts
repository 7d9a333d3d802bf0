import type { Field } from "./protobuf-reader.ts";

/** A tensor of an ONNX file. Its values are views into the file. */
export interface OnnxTensor {
  name: string;
  /** ONNX's number of the element type: one of `elementTypes`, or another one. */
  type: number;
  dims: readonly number[];
  /** The values, little-endian; undefined if the file does not store them as raw bytes. */
  raw: Uint8Array<ArrayBuffer> | undefined;
  message: Uint8Array<ArrayBuffer>;
}

/** A node of an ONNX graph. */
export interface OnnxNode {
  name: string;
  opType: string;
  inputs: readonly string[];
  outputs: readonly string[];
  /** Values of the outer graph that the node's own graphs (the branches of an `If`) read. They are not among `inputs`. */
  captured: readonly string[];
  /** The messages of the attributes, by name. */
  attributes: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** An input or output of a graph: its name, and the message that describes it. */
export interface OnnxValue {
  name: string;
  message: Uint8Array<ArrayBuffer>;
}

/** An ONNX graph. */
export interface OnnxGraph {
  /** In topological order: each node comes after the nodes whose outputs it reads. */
  nodes: OnnxNode[];
  tensors: OnnxTensor[];
  inputs: OnnxValue[];
  outputs: OnnxValue[];
}

/** An ONNX model. */
export interface OnnxModel {
  graph: OnnxGraph;
  /** All fields except the graph: versions, operator sets, producer, metadata. */
  others: Field[];
}

/** ONNX's numbers of the element types that Piper models use. */
export const elementTypes = { float: 1, int32: 6, int64: 7 } as const;

/** The field numbers of the messages of `onnx.proto`. */
export const fieldNumbers = {
  model: { graph: 7 },
  graph: { node: 1, name: 2, initializer: 5, input: 11, output: 12 },
  node: { input: 1, output: 2, name: 3, opType: 4, attribute: 5, domain: 7 },
  tensor: { dims: 1, type: 2, name: 8, raw: 9, external: 13, location: 14 },
  attribute: { name: 1, float: 2, integer: 3, tensor: 5, graph: 6, integers: 8 },
  value: { name: 1, type: 2 },
  type: { tensor: 1 },
  tensorType: { elementType: 1, shape: 2 },
  shape: { dimension: 1 },
} as const;
