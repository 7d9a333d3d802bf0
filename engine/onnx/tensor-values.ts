import { type InferenceSession, Tensor } from "onnxruntime-web/wasm";

/** The size of the last dimension of a tensor; throws a TypeError if the value is not a tensor. */
export function lastDimension(value: InferenceSession.OnnxValueMapType[string] | undefined): number {
  return tensorOf(value).dims.at(-1) ?? 0;
}

/** The values of a float tensor; throws a TypeError if the value is not a float tensor. */
export function floatsOf(value: InferenceSession.OnnxValueMapType[string] | undefined): Float32Array {
  const { data } = tensorOf(value);
  if (!(data instanceof Float32Array)) throw new TypeError("a value of the model is not a float tensor");
  return data;
}

function tensorOf(value: InferenceSession.OnnxValueMapType[string] | undefined): Tensor {
  if (!(value instanceof Tensor)) throw new TypeError("the model did not return an expected tensor");
  return value;
}
