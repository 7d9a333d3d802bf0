import { ELEMENT_TYPE, type OnnxModel, type OnnxNode, type OnnxTensor } from "./onnx-model.ts";
import { integerAttribute, integersAttribute } from "./read-model.ts";
import { makeInteger, makeIntegers, makeTensor } from "./write-model.ts";

/**
 * Does the work of every `ConvTranspose` with a plain `Conv` that makes all samples of a step as channels of their own, put in a row
 * afterwards ("pixel shuffle"): the same products and sums, but ONNX Runtime's `Conv` is the faster of the two.
 */
export function upsampleByConvolution(model: OnnxModel): OnnxModel {
  const { graph } = model;
  const tensors = new Map(graph.tensors.map((tensor) => [tensor.name, tensor]));
  const nodes = graph.nodes.flatMap((node) => replace(node, tensors) ?? [node]);
  const read = new Set(nodes.flatMap(({ inputs, captured }) => [...inputs, ...captured]));
  return { ...model, graph: { ...graph, nodes, tensors: [...tensors.values()].filter(({ name }) => read.has(name)) } };
}

function replace(node: OnnxNode, tensors: Map<string, OnnxTensor>): OnnxNode[] | undefined {
  if (node.opType !== "ConvTranspose") return undefined;
  const [input = "", weightName = "", biasName = ""] = node.inputs;
  const [output = ""] = node.outputs;
  const weight = floatsOf(tensors.get(weightName));
  const bias = floatsOf(tensors.get(biasName));
  const [inChannels = 0, outChannels = 0, kernel = 0] = tensors.get(weightName)?.dims ?? [];
  const stride = integersAttribute(node, "strides")?.[0] ?? 1;
  const [before = 0, after = 0] = integersAttribute(node, "pads") ?? [];
  const taps = kernel / stride;
  const plain = integerAttribute(node, "group", 1) === 1 && (integersAttribute(node, "dilations")?.[0] ?? 1) === 1;
  const simple = plain && !node.attributes.has("auto_pad") && !node.attributes.has("output_padding") && !node.attributes.has("output_shape");
  // Only where each sample takes the same number of taps and the output is exactly `stride` times as long.
  if (!weight || !bias || !simple || !Number.isInteger(taps) || before !== after || kernel - 2 * before !== stride) return undefined;

  const name = (what: string) => `${output}_${what}`;
  const add = (what: string, type: number, dims: number[], values: Float32Array<ArrayBuffer> | BigInt64Array<ArrayBuffer>) => {
    tensors.set(name(what), makeTensor(name(what), type, dims, new Uint8Array(values.buffer)));
    return name(what);
  };
  const integers = (what: string, values: number[]) => add(what, ELEMENT_TYPE.int64, [values.length], BigInt64Array.from(values, BigInt));
  const kernels = add("kernels", ELEMENT_TYPE.float, [outChannels * stride, inChannels, taps], phaseKernels(weight, inChannels, outChannels, kernel, stride));
  const offsets = add("offsets", ELEMENT_TYPE.float, [outChannels * stride], Float32Array.from({ length: outChannels * stride }, (_, at) => bias[Math.floor(at / stride)] ?? 0));
  const step = (opType: string, inputs: string[], result: string, attributes: [string, Uint8Array<ArrayBuffer>][] = []): OnnxNode => ({
    name: name(opType + result.length),
    opType,
    inputs,
    outputs: [result],
    captured: [],
    attributes: new Map(attributes),
  });
  const shape: [string, Uint8Array<ArrayBuffer>][] = [
    makeIntegers("dilations", [1]),
    makeInteger("group", 1),
    makeIntegers("kernel_shape", [taps]),
    makeIntegers("pads", [taps - 1, taps - 1]),
    makeIntegers("strides", [1]),
  ];
  return [
    step("Conv", [input, kernels, offsets], name("phases"), shape),
    step("Reshape", [name("phases"), integers("apart", [0, outChannels, stride, -1])], name("by_phase")),
    step("Transpose", [name("by_phase")], name("by_time"), [makeIntegers("perm", [0, 1, 3, 2])]),
    step("Reshape", [name("by_time"), integers("together", [0, outChannels, -1])], name("row")),
    step("Slice", [name("row"), integers("from", [before]), integers("to", before === 0 ? [2 ** 53] : [-before]), integers("axis", [2])], output),
  ];
}

/** `[in, out, kernel]` to `[out * stride, in, taps]`: sample r of a step takes the original's taps r, r + stride, ..., the latest input first. */
function phaseKernels(weight: Float32Array, inChannels: number, outChannels: number, kernel: number, stride: number): Float32Array<ArrayBuffer> {
  const taps = kernel / stride;
  const kernels = new Float32Array(weight.length);
  for (let from = 0; from < inChannels; from++) {
    for (let to = 0; to < outChannels; to++) {
      for (let tap = 0; tap < kernel; tap++) {
        const phase = to * stride + (tap % stride);
        kernels[(phase * inChannels + from) * taps + taps - 1 - Math.floor(tap / stride)] = weight[(from * outChannels + to) * kernel + tap] ?? 0;
      }
    }
  }
  return kernels;
}

function floatsOf(tensor: OnnxTensor | undefined): Float32Array | undefined {
  if (tensor?.type !== ELEMENT_TYPE.float || !tensor.raw) return undefined;
  // In the file the values need not lie at a multiple of four.
  return new Float32Array(tensor.raw.slice().buffer);
}
