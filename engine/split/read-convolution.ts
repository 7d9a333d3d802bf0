import type { OnnxNode, OnnxTensor } from "../onnx/onnx-model.ts";
import { integerAttribute, integersAttribute } from "../onnx/read-model.ts";
import type { AbstractValue } from "./abstract-value.ts";
import { UnsupportedOperator } from "../onnx/unsupported-operator.ts";

/**
 * The weights and attributes of a one-dimensional convolution or transposed convolution. Throws `UnsupportedOperator` if it has groups, or if the
 * weights and attributes do not fit together.
 */
export function readConvolution(node: OnnxNode, weights: AbstractValue | undefined) {
  if (weights?.kind !== "tensor" || weights.tensor.dims.length !== 3) throw new UnsupportedOperator("weights");
  if (integerAttribute(node, "group", 1) !== 1 || node.attributes.has("auto_pad")) throw new UnsupportedOperator("group");
  const [padding = 0, after = 0] = integersAttribute(node, "pads") ?? [];
  const [dilation = 1] = integersAttribute(node, "dilations") ?? [];
  const [stride = 1] = integersAttribute(node, "strides") ?? [];
  const [outer = 0, inner = 0, kernelSize = 0] = weights.tensor.dims;
  const isValid = Math.min(outer, inner, kernelSize, dilation, stride) >= 1 && Math.min(padding, after) >= 0;
  if (!isValid || weights.tensor.raw?.length !== 4 * outer * inner * kernelSize) throw new UnsupportedOperator("sizes");
  return { tensor: weights.tensor, dims: weights.tensor.dims, padding, after, dilation, stride };
}

/** The bias of a convolution; undefined if it has none. */
export function readBias(bias: AbstractValue | undefined): OnnxTensor | undefined {
  if (bias === undefined) return undefined;
  if (bias.kind !== "tensor") throw new UnsupportedOperator("bias");
  return bias.tensor;
}
