import type { Subgraph } from "./subgraph.ts";
import type { OnnxGraph, OnnxNode } from "../onnx/onnx-model.ts";
import { floatAttribute, integerAttribute, integersAttribute, tensorAttribute } from "../onnx/read-model.ts";
import { sliceView, splitView } from "./channel-views.ts";
import { readBias, readConvolution } from "./read-convolution.ts";
import { expect, numbersIn, numbersOf, asUniform, uniformOf, viewOf, type AbstractValue } from "./abstract-value.ts";
import { UnsupportedOperator } from "../onnx/unsupported-operator.ts";
import type { BufferPlan, ChannelParameter, Layer, Operation, LayerProgram, View, Weights } from "./layer-program.ts";

/**
 * Compiles a subgraph of a Piper model to a program of layers. Undefined if an operator, or the way it is used, has no layer. For example, `Reshape`
 * mixes columns, so a subgraph with it cannot be computed range by range.
 */
export function compileSubgraph(subgraph: Subgraph, graph: OnnxGraph): LayerProgram | undefined {
  try {
    return new Compilation(subgraph, graph).program();
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
  readonly #subgraph: Subgraph;
  readonly #inputs: View[];

  constructor(subgraph: Subgraph, graph: OnnxGraph) {
    this.#subgraph = subgraph;
    for (const tensor of graph.tensors) this.#values.set(tensor.name, { kind: "tensor", tensor });
    subgraph.perUtterance.forEach((name, index) => this.#values.set(name, { kind: "perUtterance", index }));
    const channels = channelsOf(subgraph, graph);
    this.#inputs = [subgraph.input, ...subgraph.perFrame].map((name, index) => {
      const view = this.#reserve(index === 0 ? channels : 1, 1);
      this.#values.set(name, { kind: "signal", view });
      return view;
    });
  }

  program(): LayerProgram {
    for (const node of this.#subgraph.nodes) this.#compile(node);
    const output = this.#values.get(this.#subgraph.output);
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
        return [
          sliceView(
            first,
            inputs.slice(1).map((input) => numbersIn(expect(input, "Slice"))),
          ),
        ];
      case "Split":
        return splitView(node, viewOf(first), inputs[1]);
      case "Concat":
        return [
          this.#concatenate(
            node,
            inputs.map((input) => viewOf(expect(input, "Concat"))),
          ),
        ];
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

  #layer(
    operation: Operation,
    inputs: View[],
    channels = Math.max(...inputs.map((view) => view.channels)),
    factor = 1,
    weights?: Weights,
  ): AbstractValue {
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
    const [left, right] = [asUniform(a), asUniform(b)];
    if (left.kind === "uniform" && right.kind === "uniform")
      return { kind: "uniform", number: arithmetic[opType](left.number, right.number) };
    if (left.kind === "signal" && right.kind === "signal") return this.#combine(opType, left.view, right.view);
    if (left.kind === "signal") return this.#scaleAndShift(opType, left, right);
    // The signal is the second operand. Addition and multiplication are commutative, and a - b is -b + a. Other cases have no layer.
    if (opType === "Add" || opType === "Mul") return this.#scaleAndShift(opType, right, left);
    if (opType === "Sub" && left.kind === "uniform") return this.#affine(viewOf(right), { number: -1 }, { number: left.number });
    throw new UnsupportedOperator(opType);
  }

  #combine(opType: string, left: View, right: View): AbstractValue {
    const kind = ({ Add: "add", Sub: "subtract", Mul: "multiply" } as const)[opType] ?? undefined;
    const channels = Math.max(left.channels, right.channels);
    const broadcast = (view: View): View => {
      if (view.channels === channels) return view;
      if (view.channels !== 1) throw new UnsupportedOperator("channels of different number");
      return { ...view, rowStep: 0, channels };
    };
    return this.#layer({ kind: expect(kind, opType) }, [broadcast(left), broadcast(right)]);
  }

  #scaleAndShift(opType: string, signal: AbstractValue, other: AbstractValue): AbstractValue {
    const view = viewOf(signal);
    if (other.kind === "perUtterance") {
      const parameter: ChannelParameter = { perUtterance: other.index };
      if (opType === "Add") return this.#affine(view, { number: 1 }, parameter);
      if (opType === "Mul") return this.#affine(view, parameter, { number: 0 });
      throw new UnsupportedOperator(opType);
    }
    const number = uniformOf(other);
    const scale = opType === "Mul" ? number : opType === "Div" ? 1 / number : 1;
    const shift = opType === "Add" ? number : opType === "Sub" ? -number : 0;
    return scale === 1 && shift === 0 ? signal : this.#affine(view, { number: scale }, { number: shift });
  }

  #affine(view: View, scale: ChannelParameter, shift: ChannelParameter): AbstractValue {
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
    const joined = this.#reserve(
      views.reduce((sum, view) => sum + view.channels, 0),
      rate,
    );
    let firstRow = 0;
    for (const view of views) {
      const output: View = { ...joined, firstRow, channels: view.channels };
      this.#layers.push({ operation: { kind: "scaleAndShift", scale: { number: 1 }, shift: { number: 0 } }, inputs: [view], output });
      firstRow += view.channels;
    }
    return { kind: "signal", view: joined };
  }

  #convolve(node: OnnxNode, input: View, [, weights, bias]: (AbstractValue | undefined)[]): AbstractValue {
    const { tensor, dims, padding, after, dilation, stride } = readConvolution(node, weights);
    const [outChannels = 0, inChannels = 0, kernelSize = 0] = dims;
    if (stride !== 1 || inChannels !== input.channels || padding + after !== dilation * (kernelSize - 1))
      throw new UnsupportedOperator("Conv");
    const convolution = { inChannels, outChannels, kernelSize, dilation, padding };
    return this.#layer({ kind: "convolve", convolution }, [input], outChannels, 1, { weights: tensor, bias: readBias(bias) });
  }

  #upsample(node: OnnxNode, input: View, [, weights, bias]: (AbstractValue | undefined)[]): AbstractValue {
    const { tensor, dims, padding, after, dilation, stride } = readConvolution(node, weights);
    const [inChannels = 0, outChannels = 0, kernelSize = 0] = dims;
    const isSupported = dilation === 1 && !node.attributes.has("output_padding") && !node.attributes.has("output_shape");
    if (!isSupported || inChannels !== input.channels || padding + after !== kernelSize - stride)
      throw new UnsupportedOperator("ConvTranspose");
    const convolution = { inChannels, outChannels, kernelSize, dilation, padding };
    return this.#layer({ kind: "upsample", convolution, factor: stride }, [input], outChannels, stride, {
      weights: tensor,
      bias: readBias(bias),
    });
  }
}

const arithmetic = {
  Add: (a: number, b: number) => a + b,
  Sub: (a: number, b: number) => a - b,
  Mul: (a: number, b: number) => a * b,
  Div: (a: number, b: number) => a / b,
};

/** The number of channels of the subgraph's input. The first convolution or `Split` after it determines the number. */
function channelsOf(subgraph: Subgraph, graph: OnnxGraph): number {
  const tensors = new Map(graph.tensors.map((tensor) => [tensor.name, tensor]));
  const pending = [subgraph.input];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    for (const node of subgraph.nodes) {
      if (!node.inputs.includes(value)) continue;
      if (node.opType === "Conv") return expect(tensors.get(node.inputs[1] ?? "")?.dims[1], "channels");
      if (node.opType === "Split") {
        const sizes = tensors.get(node.inputs[1] ?? "");
        const list = sizes ? numbersOf(sizes) : expect(integersAttribute(node, "split"), "split");
        return list.reduce((sum, size) => sum + size, 0);
      }
      pending.push(...node.outputs);
    }
  }
  throw new UnsupportedOperator("channels");
}
