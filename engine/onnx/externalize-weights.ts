import { fieldNumbers, type OnnxModel, type OnnxTensor } from "./onnx-model.ts";
import { readFields } from "./protobuf-reader.ts";
import { MessageWriter } from "./protobuf-writer.ts";

/** Under this name ONNX Runtime must be given the original file (`externalData`) when a part is loaded. */
export const weightsPath = "voice.onnx";

/** Smaller tensors, sizes and indices among them, ONNX Runtime wants to have at hand. */
const smallestBytes = 1024;
const externalLocation = 1;

/**
 * Leaves the weights where they are in `file`, the original model, and only says where: a part is then a small file of its own, nothing is
 * stored twice on disk, and ONNX Runtime copies each weight once instead of three times, which its heap would never give back.
 */
export function externalizeWeights(model: OnnxModel, file: Uint8Array<ArrayBuffer>): OnnxModel {
  return { ...model, graph: { ...model.graph, tensors: model.graph.tensors.map((tensor) => pointInto(file, tensor)) } };
}

function pointInto(file: Uint8Array<ArrayBuffer>, tensor: OnnxTensor): OnnxTensor {
  const { raw, message } = tensor;
  if (!raw || raw.length < smallestBytes || raw.buffer !== file.buffer) return tensor;
  const writer = new MessageWriter();
  for (const field of readFields(message)) if (field.number !== fieldNumbers.tensor.raw) writer.append(field.raw);
  const place = { location: weightsPath, offset: raw.byteOffset - file.byteOffset, length: raw.length };
  for (const [key, value] of Object.entries(place)) {
    writer.message(fieldNumbers.tensor.external, new MessageWriter().text(1, key).text(2, String(value)));
  }
  return { ...tensor, raw: undefined, message: writer.integer(fieldNumbers.tensor.location, externalLocation).finish() };
}
