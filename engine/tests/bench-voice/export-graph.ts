import onnxProto from "onnx-proto";
import { RandomWeights } from "./random-weights.ts";

// The package is CommonJS. Node finds its names only in the default export.
const { onnx } = onnxProto;

type Dimension = number | string;
/** The element types of a bench voice. */
export type ElementType = "float" | "int64" | "bool" | "int32";
type Attribute = number | number[] | string | { float: number } | { scalar: number; type: ElementType };

const { FLOAT, INT64, INT32, BOOL } = onnx.TensorProto.DataType;
const elementTypes = { float: FLOAT, int64: INT64, int32: INT32, bool: BOOL } as const;
const { AttributeType } = onnx.AttributeProto;

/** Builds an ONNX graph as PyTorch's exporter does: names are made from module paths, and every literal is a `Constant` node. */
export class ExportGraph {
  readonly #graph = onnx.GraphProto.create({ name: "main_graph" });
  readonly #path: string[] = [];
  readonly #used = new Map<string, number>();
  readonly #random: RandomWeights;

  constructor(seed: number) {
    this.#random = new RandomWeights(seed);
  }

  get nodeCount(): number {
    return this.#graph.node.length;
  }

  /** Adds the nodes that `build` adds, with names inside the module `name`. */
  within<T>(name: string, build: () => T): T {
    this.#path.push(name);
    const result = build();
    this.#path.pop();
    return result;
  }

  /** Declares an input. A dimension with a name may have any size. */
  input(name: string, type: ElementType, dimensions: Dimension[]): string {
    this.#graph.input.push(describe(name, type, dimensions));
    return name;
  }

  /** Declares `value` as the model's output `name`. */
  output(value: string, name: string, dimensions: Dimension[]): void {
    this.#graph.node.push(onnx.NodeProto.create({ opType: "Identity", name: `/${name}/Identity`, input: [value], output: [name] }));
    this.#graph.output.push(describe(name, "float", dimensions));
  }

  /** Adds an initializer of random numbers with this standard deviation and mean. */
  weight(name: string, dims: number[], deviation: number, mean = 0): string {
    const values = this.#random.draw(
      dims.reduce((product, size) => product * size, 1),
      deviation,
    );
    if (mean !== 0) for (let at = 0; at < values.length; at++) values[at] = (values[at] ?? 0) + mean;
    const fullName = [...this.#path, name].join(".");
    const rawData = new Uint8Array(values.buffer);
    this.#graph.initializer.push(onnx.TensorProto.create({ name: fullName, dims, dataType: FLOAT, rawData }));
    return fullName;
  }

  /** Adds a node with one output and returns the name of the output. */
  op(opType: string, inputs: string[], attributes: Record<string, Attribute> = {}): string {
    const [output = ""] = this.split(opType, inputs, 1, attributes);
    return output;
  }

  /** Adds a node with `count` outputs and returns their names. */
  split(opType: string, inputs: string[], count: number, attributes: Record<string, Attribute> = {}): string[] {
    const stem = `/${[...this.#path, opType].join("/")}`;
    const uses = this.#used.get(stem) ?? 0;
    this.#used.set(stem, uses + 1);
    const name = uses === 0 ? stem : `${stem}_${uses}`;
    const output = Array.from({ length: count }, (_, index) => `${name}_output_${index}`);
    const attribute = Object.entries(attributes).map(([key, value]) => makeAttribute(key, value));
    this.#graph.node.push(onnx.NodeProto.create({ opType, name, input: inputs, output, attribute }));
    return output;
  }

  /** `x.squeeze(axis)` where the exporter did not know that the axis has one element: it exports a branch on the size. */
  squeeze(x: string, axis: number, size: string): string {
    const one = this.literal(1);
    const axes = this.literal([axis]);
    const name = this.op("If", [this.op("Equal", [size, one])]);
    const branch = (opType: string, input: string[]) => {
      const output = `${name}_${opType}`;
      const graph = {
        name: opType,
        node: [onnx.NodeProto.create({ opType, input, output: [output] })],
        output: [onnx.ValueInfoProto.create({ name: output })],
      };
      return { type: AttributeType.GRAPH, g: onnx.GraphProto.create(graph) };
    };
    this.#graph.node
      .at(-1)
      ?.attribute?.push(
        onnx.AttributeProto.create({ name: "then_branch", ...branch("Squeeze", [x, axes]) }),
        onnx.AttributeProto.create({ name: "else_branch", ...branch("Identity", [x]) }),
      );
    return name;
  }

  /** Adds a `Constant` node: a scalar if `values` is a number, otherwise a vector. */
  literal(values: number | number[], type: ElementType = "int64"): string {
    const value = makeTensor(type, typeof values === "number" ? [values] : values, typeof values === "number" ? [] : [values.length]);
    const name = this.op("Constant", []);
    const node = this.#graph.node.at(-1);
    node?.attribute?.push(onnx.AttributeProto.create({ name: "value", type: AttributeType.TENSOR, t: value }));
    return name;
  }

  cast(value: string, type: ElementType): string {
    return this.op("Cast", [value], { to: elementTypes[type] });
  }

  /** Encodes the `.onnx` file. The same calls with the same seed always give the same bytes. */
  encode(): Uint8Array<ArrayBuffer> {
    const model = onnx.ModelProto.create({
      irVersion: 8,
      producerName: "pytorch",
      producerVersion: "1.13.1",
      opsetImport: [{ domain: "", version: 15 }],
      graph: this.#graph,
    });
    // A copy, because the writer's array may be a view into a larger pool.
    return Uint8Array.from(onnx.ModelProto.encode(model).finish());
  }
}

function makeTensor(type: ElementType, values: number[], dims: number[]) {
  const typed = type === "float" ? Float32Array.from(values) : BigInt64Array.from(values, BigInt);
  const rawData = type === "bool" ? Uint8Array.from(values) : new Uint8Array(typed.buffer);
  return onnx.TensorProto.create({ dims, dataType: elementTypes[type], rawData });
}

function makeAttribute(name: string, value: Attribute) {
  if (typeof value === "number") return onnx.AttributeProto.create({ name, i: value, type: AttributeType.INT });
  if (typeof value === "string")
    return onnx.AttributeProto.create({ name, s: new TextEncoder().encode(value), type: AttributeType.STRING });
  if (Array.isArray(value)) return onnx.AttributeProto.create({ name, ints: value, type: AttributeType.INTS });
  if ("float" in value) return onnx.AttributeProto.create({ name, f: value.float, type: AttributeType.FLOAT });
  return onnx.AttributeProto.create({ name, t: makeTensor(value.type, [value.scalar], [1]), type: AttributeType.TENSOR });
}

function describe(name: string, type: ElementType, dimensions: Dimension[]) {
  const dim = dimensions.map((size) => (typeof size === "number" ? { dimValue: size } : { dimParam: size }));
  return onnx.ValueInfoProto.create({ name, type: { tensorType: { elemType: elementTypes[type], shape: { dim } } } });
}
