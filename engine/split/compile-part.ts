import type { GraphPart } from "./graph-part.ts";
import type { OnnxGraph, OnnxNode } from "../onnx/onnx-model.ts";
import { floatAttribute, integerAttribute, integersAttribute, tensorAttribute } from "../onnx/read-model.ts";
import { slice, split } from "./channel-views.ts";
import { biasOf, convolutionOf } from "./convolution-form.ts";
import { expect, numbersIn, numbersOf, plain, uniformOf, viewOf, type AbstractValue } from "./abstract-value.ts";
import { UnsupportedOperator } from "../onnx/unsupported-operator.ts";
import type { BufferPlan, Column, Layer, Operation, LayerProgram, View, Weights } from "./layer-program.ts";

/**
 * Turns a part of a Piper model into layers. Undefined when it has an operator, or a use of one, that layers do not know: `Reshape` and the like mix
 * columns, and then the part cannot be run range by range in this way.
 */
export function compilePart(part: GraphPart, graph: OnnxGraph): LayerProgram | undefined {
  try {
    return new Compilation(part, graph).program();
  } catch (thrown) {
    if (thrown instanceof UnsupportedOperator) return undefined;
    throw thrown;
  }
}

class Compilation {
  readonly #values = new Map<string, AbstractValue>();
  readonly #buffers: BufferPlan[] = [];
  readonly #layers: Layer[] = [];
  readonly #weights = new Map<Layer, Weights>();
  readonly #part: GraphPart;
  readonly #inputs: View[];

  constructor(part: GraphPart, graph: OnnxGraph) {
    this.#part = part;
    for (const tensor of graph.tensors) this.#values.set(tensor.name, { kind: "tensor", tensor });
    part.perUtterance.forEach((name, index) => this.#values.set(name, { kind: "perUtterance", index }));
    const channels = channelsOf(part, graph);
    this.#inputs = [part.input, ...part.perFrame].map((name, index) => {
      const view = this.#reserve(index === 0 ? channels : 1, 1);
      this.#values.set(name, { kind: "signal", view });
      return view;
    });
  }

  program(): LayerProgram {
    for (const node of this.#part.nodes) this.#compile(node);
    const output = this.#values.get(this.#part.output);
    if (output?.kind !== "signal") throw new UnsupportedOperator("output");
    return { buffers: this.#buffers, layers: this.#layers, weights: this.#weights, inputs: this.#inputs, output: output.view };
  }

  #compile(node: OnnxNode): void {
    const inputs = node.inputs.map((name) => (name === "" ? undefined : expect(this.#values.get(name), name)));
    const results = this.#evaluate(node, inputs);
    node.outputs.forEach((name, index) => this.#values.set(name, expect(results[index], name)));
  }

  #evaluate(node: OnnxNode, inputs: (AbstractValue | undefined)[]): AbstractValue[] {
    const first = expect(inputs[0], node.opType);
    switch (node.opType) {
      case "Identity":
      case "Unsqueeze":
      case "Cast":
        return [first];
      case "Shape":
        return [{ kind: "size" }];
      case "ConstantOfShape": {
        const value = tensorAttribute(node, "value");
        return [{ kind: "uniform", number: value ? (numbersOf(value)[0] ?? 0) : 0 }];
      }
      case "Gather":
        return [this.#gather(first, inputs[1])];
      case "Exp":
        return [{ kind: "uniform", number: Math.exp(uniformOf(first)) }];
      case "Neg":
        return [{ kind: "uniform", number: -uniformOf(first) }];
      case "Add":
      case "Sub":
      case "Mul":
      case "Div":
        return [this.#calculate(node.opType, first, expect(inputs[1], node.opType))];
      case "LeakyRelu":
        return [this.#layer({ kind: "leakyRelu", slope: floatAttribute(node, "alpha", 0.01) }, [viewOf(first)])];
      case "Tanh":
        return [this.#layer({ kind: "tanh" }, [viewOf(first)])];
      case "Sigmoid":
        return [this.#layer({ kind: "sigmoid" }, [viewOf(first)])];
      case "Slice":
        return [slice(first, inputs.slice(1).map((input) => numbersIn(expect(input, "Slice"))))];
      case "Split":
        return split(node, viewOf(first), inputs[1]);
      case "Concat":
        return [this.#concatenate(node, inputs.map((input) => viewOf(expect(input, "Concat"))))];
      case "Conv":
        return [this.#convolve(node, viewOf(first), inputs)];
      case "ConvTranspose":
        return [this.#upsample(node, viewOf(first), inputs)];
      default:
        throw new UnsupportedOperator(node.opType);
    }
  }

  #reserve(rows: number, rate: number): View {
    this.#buffers.push({ rows, rate });
    return { buffer: this.#buffers.length - 1, firstRow: 0, rowStep: 1, channels: rows };
  }

  #rateOf(view: View): number {
    return this.#buffers[view.buffer]?.rate ?? 0;
  }

  #layer(operation: Operation, inputs: View[], channels = Math.max(...inputs.map((view) => view.channels)), factor = 1, weights?: Weights): AbstractValue {
    const rates = new Set(inputs.map((view) => this.#rateOf(view)));
    const [rate] = rates;
    if (rate === undefined || rates.size > 1) throw new UnsupportedOperator("columns of different length");
    const output = this.#reserve(channels, rate * factor);
    const layer = { operation, inputs, output };
    this.#layers.push(layer);
    if (weights) this.#weights.set(layer, weights);
    return { kind: "signal", view: output };
  }

  #calculate(opType: "Add" | "Sub" | "Mul" | "Div", a: AbstractValue, b: AbstractValue): AbstractValue {
    const [left, right] = [plain(a), plain(b)];
    if (left.kind === "uniform" && right.kind === "uniform") return { kind: "uniform", number: arithmetic[opType](left.number, right.number) };
    if (left.kind === "signal" && right.kind === "signal") return this.#combine(opType, left.view, right.view);
    if (left.kind === "signal") return this.#scaleAndShift(opType, left, right);
    // The other way round only where it makes no difference, or one of sign.
    if (opType === "Add" || opType === "Mul") return this.#scaleAndShift(opType, right, left);
    if (opType === "Sub" && left.kind === "uniform") return this.#affine(viewOf(right), { number: -1 }, { number: left.number });
    throw new UnsupportedOperator(opType);
  }

  #combine(opType: string, left: View, right: View): AbstractValue {
    const kind = ({ Add: "add", Sub: "subtract", Mul: "multiply" } as const)[opType] ?? undefined;
    const channels = Math.max(left.channels, right.channels);
    const dilation = (view: View): View => {
      if (view.channels === channels) return view;
      if (view.channels !== 1) throw new UnsupportedOperator("channels of different number");
      return { ...view, rowStep: 0, channels };
    };
    return this.#layer({ kind: expect(kind, opType) }, [dilation(left), dilation(right)]);
  }

  #scaleAndShift(opType: string, signal: AbstractValue, other: AbstractValue): AbstractValue {
    const view = viewOf(signal);
    if (other.kind === "perUtterance") {
      const column: Column = { perUtterance: other.index };
      if (opType === "Add") return this.#affine(view, { number: 1 }, column);
      if (opType === "Mul") return this.#affine(view, column, { number: 0 });
      throw new UnsupportedOperator(opType);
    }
    const number = uniformOf(other);
    const scale = opType === "Mul" ? number : opType === "Div" ? 1 / number : 1;
    const shift = opType === "Add" ? number : opType === "Sub" ? -number : 0;
    return scale === 1 && shift === 0 ? signal : this.#affine(view, { number: scale }, { number: shift });
  }

  #affine(view: View, scale: Column, shift: Column): AbstractValue {
    return this.#layer({ kind: "scaleAndShift", scale, shift }, [view]);
  }

  #gather(from: AbstractValue, index: AbstractValue | undefined): AbstractValue {
    const [at = 0] = numbersIn(expect(index, "Gather"));
    return { kind: "uniform", number: expect(numbersIn(from).at(at), "Gather") };
  }

  #concatenate(node: OnnxNode, views: View[]): AbstractValue {
    const rates = new Set(views.map((view) => this.#rateOf(view)));
    const [rate = 0] = rates;
    if (integerAttribute(node, "axis", 0) !== 1 || rates.size > 1) throw new UnsupportedOperator("Concat");
    const whole = this.#reserve(
      views.reduce((sum, view) => sum + view.channels, 0),
      rate,
    );
    let firstRow = 0;
    for (const view of views) {
      const output: View = { ...whole, firstRow, channels: view.channels };
      this.#layers.push({ operation: { kind: "scaleAndShift", scale: { number: 1 }, shift: { number: 0 } }, inputs: [view], output });
      firstRow += view.channels;
    }
    return { kind: "signal", view: whole };
  }

  #convolve(node: OnnxNode, input: View, [, weights, bias]: (AbstractValue | undefined)[]): AbstractValue {
    const { tensor, dims, padding, after, dilation, stride } = convolutionOf(node, weights);
    const [outChannels = 0, inChannels = 0, kernelSize = 0] = dims;
    if (stride !== 1 || inChannels !== input.channels || padding + after !== dilation * (kernelSize - 1)) throw new UnsupportedOperator("Conv");
    const filter = { inChannels, outChannels, kernelSize, dilation, padding };
    return this.#layer({ kind: "convolve", filter }, [input], outChannels, 1, { weights: tensor, bias: biasOf(bias) });
  }

  #upsample(node: OnnxNode, input: View, [, weights, bias]: (AbstractValue | undefined)[]): AbstractValue {
    const { tensor, dims, padding, after, dilation, stride } = convolutionOf(node, weights);
    const [inChannels = 0, outChannels = 0, kernelSize = 0] = dims;
    const isPlain = dilation === 1 && !node.attributes.has("output_padding") && !node.attributes.has("output_shape");
    if (!isPlain || inChannels !== input.channels || padding + after !== kernelSize - stride) throw new UnsupportedOperator("ConvTranspose");
    const filter = { inChannels, outChannels, kernelSize, dilation, padding };
    return this.#layer({ kind: "upsample", filter, factor: stride }, [input], outChannels, stride, { weights: tensor, bias: biasOf(bias) });
  }
}

const arithmetic = {
  Add: (a: number, b: number) => a + b,
  Sub: (a: number, b: number) => a - b,
  Mul: (a: number, b: number) => a * b,
  Div: (a: number, b: number) => a / b,
};

/** How many channels the input of a part has: those that its first reader, a convolution or a halving, must have. */
function channelsOf(part: GraphPart, graph: OnnxGraph): number {
  const tensors = new Map(graph.tensors.map((tensor) => [tensor.name, tensor]));
  const waiting = [part.input];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    for (const node of part.nodes) {
      if (!node.inputs.includes(value)) continue;
      if (node.opType === "Conv") return expect(tensors.get(node.inputs[1] ?? "")?.dims[1], "channels");
      if (node.opType === "Split") {
        const sizes = tensors.get(node.inputs[1] ?? "");
        const list = sizes ? numbersOf(sizes) : expect(integersAttribute(node, "split"), "split");
        return list.reduce((sum, size) => sum + size, 0);
      }
      waiting.push(...node.outputs);
    }
  }
  throw new UnsupportedOperator("channels");
}
