import { outlineProtobuf, type FieldPlace, type ProtobufOutline } from "./protobuf-outline.ts";

/** An input or output of a model; `elementType` is ONNX's number for it, `rank` is undefined where the model leaves it open. */
export interface ModelValue {
  name: string;
  elementType: number;
  rank: number | undefined;
}

/** What goes into a model and what comes out. */
export interface ModelOutline {
  inputs: ModelValue[];
  outputs: ModelValue[];
}

/** Numbers of the fields in `onnx.proto`. */
const model = { graph: 7 };
const graph = { node: 1, input: 11, output: 12 };
const valueInfo = { name: 1, type: 2 };
const type = { tensor: 1 };
const tensor = { elementType: 1, shape: 2 };
const shape = { dimension: 1 };

/** Reads an ONNX file's inputs and outputs without reading its weights. Throws a RangeError on a file that is no ONNX model or not whole. */
export async function readModelOutline(file: Blob): Promise<ModelOutline> {
  const outline = outlineProtobuf(file);
  const found: ModelOutline = { inputs: [], outputs: [] };
  let nodes = 0;
  for await (const part of outline.fields(0, file.size)) {
    if (part.number !== model.graph) continue;
    for await (const place of outline.fields(part.start, part.end)) {
      if (place.number === graph.node) nodes += 1;
      if (place.number === graph.input) found.inputs.push(await readValue(outline, place));
      if (place.number === graph.output) found.outputs.push(await readValue(outline, place));
    }
  }
  if (nodes === 0) throw new RangeError("the model has no graph");
  return found;
}

async function readValue(outline: ProtobufOutline, place: FieldPlace): Promise<ModelValue> {
  const value: ModelValue = { name: "", elementType: 0, rank: undefined };
  for await (const field of outline.fields(place.start, place.end)) {
    if (field.number === valueInfo.name) value.name = await outline.text(field);
    if (field.number !== valueInfo.type) continue;
    for await (const kind of outline.fields(field.start, field.end)) {
      if (kind.number === type.tensor) await readTensor(outline, kind, value);
    }
  }
  return value;
}

async function readTensor(outline: ProtobufOutline, place: FieldPlace, value: ModelValue): Promise<void> {
  for await (const field of outline.fields(place.start, place.end)) {
    if (field.number === tensor.elementType) value.elementType = field.value;
    if (field.number !== tensor.shape) continue;
    value.rank = 0;
    for await (const dimension of outline.fields(field.start, field.end)) {
      if (dimension.number === shape.dimension) value.rank += 1;
    }
  }
}
