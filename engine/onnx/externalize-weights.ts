import { fieldNumbers, type OnnxModel, type OnnxTensor } from "./onnx-model.ts";
import { readFields } from "./protobuf-reader.ts";
import { MessageWriter } from "./protobuf-writer.ts";

/** The path under which ONNX Runtime must receive the original file (option `externalData`) when it loads a model with external weights. */
export const weightsPath = "voice.onnx";

/** ONNX Runtime needs smaller tensors, such as sizes and indices, inside the model itself. */
const minExternalBytes = 1024;
const externalLocation = 1;

/**
 * Replaces the weights by references to their position in `file`, the original model. The model becomes small, no weight is stored twice, and ONNX
 * Runtime copies each weight once instead of three times. Its heap would keep the memory of the additional copies forever.
 */
export function externalizeWeights(model: OnnxModel, file: Uint8Array<ArrayBuffer>): OnnxModel {
  return { ...model, graph: { ...model.graph, tensors: model.graph.tensors.map((tensor) => toExternalTensor(file, tensor)) } };
}

function toExternalTensor(file: Uint8Array<ArrayBuffer>, tensor: OnnxTensor): OnnxTensor {
  const { raw, message } = tensor;
  if (!raw || raw.length < minExternalBytes || raw.buffer !== file.buffer) return tensor;
  const writer = new MessageWriter();
  for (const field of readFields(message)) if (field.number !== fieldNumbers.tensor.raw) writer.append(field.raw);
  const reference = { location: weightsPath, offset: raw.byteOffset - file.byteOffset, length: raw.length };
  for (const [key, value] of Object.entries(reference)) {
    writer.message(fieldNumbers.tensor.external, new MessageWriter().text(1, key).text(2, String(value)));
  }
  return { ...tensor, raw: undefined, message: writer.integer(fieldNumbers.tensor.location, externalLocation).finish() };
}
