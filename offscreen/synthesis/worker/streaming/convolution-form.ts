import type { OnnxNode, OnnxTensor } from "../model/onnx-model.ts";
import { integerAttribute, integersAttribute } from "../model/read-model.ts";
import { UnknownForm, type Known } from "./known-value.ts";

/** The weights and attributes of a one-dimensional convolution, transposed or not, over all channels; throws `UnknownForm` also where they contradict each other. */
export function convolutionOf(node: OnnxNode, weights: Known | undefined) {
  if (weights?.kind !== "tensor" || weights.tensor.dims.length !== 3) throw new UnknownForm("weights");
  if (integerAttribute(node, "group", 1) !== 1 || node.attributes.has("auto_pad")) throw new UnknownForm("group");
  const [padding = 0, after = 0] = integersAttribute(node, "pads") ?? [];
  const [spread = 1] = integersAttribute(node, "dilations") ?? [];
  const [stride = 1] = integersAttribute(node, "strides") ?? [];
  const [outer = 0, inner = 0, taps = 0] = weights.tensor.dims;
  const isPossible = Math.min(outer, inner, taps, spread, stride) >= 1 && Math.min(padding, after) >= 0;
  if (!isPossible || weights.tensor.raw?.length !== 4 * outer * inner * taps) throw new UnknownForm("sizes");
  return { tensor: weights.tensor, dims: weights.tensor.dims, padding, after, spread, stride };
}

/** The bias of a convolution, if it has one. */
export function biasOf(bias: Known | undefined): OnnxTensor | undefined {
  if (bias === undefined) return undefined;
  if (bias.kind !== "tensor") throw new UnknownForm("bias");
  return bias.tensor;
}
