import onnxProto from "onnx-proto";

// The package is CommonJS. Node finds its names only in the default export.
const { onnx } = onnxProto;

type Dimension = number | string;
type ElementType = "float" | "int64";

const elementTypes = { float: onnx.TensorProto.DataType.FLOAT, int64: onnx.TensorProto.DataType.INT64 } as const;

/** Builds an ONNX graph (opset 15). The nodes keep the order of the calls; values are identified by name. */
export class OnnxGraph {
  readonly #graph = onnx.GraphProto.create({ name: "torch_jit" });

  /** Declares an input of the model. A dimension with a name may have any size. */
  input(name: string, type: ElementType, dimensions: Dimension[]): string {
    this.#graph.input.push(describe(name, type, dimensions));
    return name;
  }

  /** Declares the value `name` as an output of the model. */
  output(name: string, type: ElementType, dimensions: Dimension[]): void {
    this.#graph.output.push(describe(name, type, dimensions));
  }

  /** Adds a constant: a scalar if `values` is a number, otherwise a vector, or a tensor of the shape `dimensions`. */
  constant(name: string, type: ElementType, values: number | number[], dimensions?: number[]): string {
    const list = typeof values === "number" ? [values] : values;
    const dims = dimensions ?? (typeof values === "number" ? [] : [list.length]);
    const data = type === "float" ? { floatData: list } : { int64Data: list };
    this.#graph.initializer.push(onnx.TensorProto.create({ name, dims, dataType: elementTypes[type], ...data }));
    return name;
  }

  /** Adds `sizeBytes` bytes (a multiple of 4) of unused weights. No two kilobytes are equal; another `seed` gives other weights. */
  padding(sizeBytes: number, seed: number): void {
    const words = Uint32Array.from({ length: sizeBytes / 4 }, (_, at) => Math.imul(at + 1, 2_654_435_761 + 2 * seed) >>> 9);
    const rawData = new Uint8Array(words.buffer);
    this.#graph.initializer.push(onnx.TensorProto.create({ name: "padding", dims: [words.length], dataType: elementTypes.float, rawData }));
  }

  /** Adds a node with one output and returns the name of the output. */
  node(opType: string, inputs: string[], output: string, attributes: Record<string, number> = {}): string {
    const attribute = Object.entries(attributes).map(([name, i]) =>
      onnx.AttributeProto.create({ name, i, type: onnx.AttributeProto.AttributeType.INT }),
    );
    this.#graph.node.push(onnx.NodeProto.create({ opType, name: `/${output}`, input: inputs, output: [output], attribute }));
    return output;
  }

  /** Encodes the `.onnx` file. The same calls always give the same bytes. */
  encode(): Uint8Array {
    const model = onnx.ModelProto.create({
      irVersion: 8,
      producerName: "tone-voice",
      opsetImport: [{ domain: "", version: 15 }],
      graph: this.#graph,
    });
    // A copy, because the writer's array may be a view into a larger pool.
    return Uint8Array.from(onnx.ModelProto.encode(model).finish());
  }
}

/** The attributes of a `Cast` node. */
export function castTo(type: ElementType): { to: number } {
  return { to: elementTypes[type] };
}

function describe(name: string, type: ElementType, dimensions: Dimension[]) {
  const dim = dimensions.map((size) => (typeof size === "number" ? { dimValue: size } : { dimParam: size }));
  return onnx.ValueInfoProto.create({ name, type: { tensorType: { elemType: elementTypes[type], shape: { dim } } } });
}
