import type { GraphPart } from "./graph-part.ts";
import type { GraphWalk } from "./graph-walk.ts";
import type { OnnxNode } from "./onnx-model.ts";
import { integerAttribute, integersAttribute } from "./read-model.ts";

export interface PartReach {
  /** Columns of the output that one column of the input becomes. */
  hop: number;
  /** How many frames before or after a frame, whichever is more, have a part in what it becomes. */
  margin: number;
}

/** A stretch of time relative to the first column, both ends included. */
interface Stretch {
  from: number;
  to: number;
}

/** Each column of their output is made of the same column of their inputs; `Slice` and `Reshape` only where they leave time alone, which the comparison with the whole model shows. */
const COLUMN_BY_COLUMN = new Set(
  "Add Sub Mul Div LeakyRelu Relu Elu Tanh Sigmoid Exp Neg Pow Clip Sin Cos Identity Cast Unsqueeze Squeeze Slice Reshape Split".split(" "),
);
/** What they give depends on the size of their input alone. */
const SIZE_ONLY = new Set(["Shape", "ConstantOfShape"]);

/** Works out which frames of its input a part needs for one frame's worth of output; undefined when it has an operator whose reach is not known. */
export function measureReach(part: GraphPart, walk: GraphWalk): PartReach | undefined {
  const moving = walk.descendantsOf(part.input);
  const nodes = part.nodes.filter((node) => moving.has(node));
  const hop = nodes.reduce((product, node) => product * (node.opType === "ConvTranspose" ? (integersAttribute(node, "strides")?.[0] ?? 1) : 1), 1);
  const needed = new Map<string, Stretch>([[part.output, { from: 0, to: hop - 1 }]]);
  for (const node of nodes.toReversed()) {
    const wanted = node.outputs.map((output) => needed.get(output)).filter((stretch) => stretch !== undefined).reduce<Stretch | undefined>(join, undefined);
    if (!wanted || SIZE_ONLY.has(node.opType)) continue;
    const reached = reachOf(node, wanted);
    if (!reached) return undefined;
    for (const input of isConvolution(node) ? node.inputs.slice(0, 1) : node.inputs) {
      const producer = walk.producerOf(input);
      if (input === part.input || (producer && moving.has(producer))) needed.set(input, join(needed.get(input), reached));
    }
  }
  const { from, to } = needed.get(part.input) ?? { from: 0, to: 0 };
  return { hop, margin: Math.max(0, -from, to) };
}

function join(known: Stretch | undefined, other: Stretch): Stretch {
  return known ? { from: Math.min(known.from, other.from), to: Math.max(known.to, other.to) } : other;
}

function isConvolution({ opType }: OnnxNode): boolean {
  return opType === "Conv" || opType === "ConvTranspose";
}

function reachOf(node: OnnxNode, wanted: Stretch): Stretch | undefined {
  if (COLUMN_BY_COLUMN.has(node.opType)) return wanted;
  if (node.opType === "Concat") return integerAttribute(node, "axis", 0) === 1 ? wanted : undefined;
  const [kernel, ...otherAxes] = integersAttribute(node, "kernel_shape") ?? [];
  if (!isConvolution(node) || kernel === undefined || otherAxes.length > 0 || node.attributes.has("auto_pad")) return undefined;
  const padding = integersAttribute(node, "pads")?.[0] ?? 0;
  const stride = integersAttribute(node, "strides")?.[0] ?? 1;
  const span = (integersAttribute(node, "dilations")?.[0] ?? 1) * (kernel - 1);
  if (node.opType === "Conv") return stride === 1 ? { from: wanted.from - padding, to: wanted.to - padding + span } : undefined;
  // Input i adds to the outputs from i * stride - padding to that plus the span.
  return { from: Math.ceil((wanted.from + padding - span) / stride), to: Math.floor((wanted.to + padding) / stride) };
}
