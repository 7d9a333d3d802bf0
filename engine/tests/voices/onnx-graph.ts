import onnxProto from "onnx-proto";

// CommonJS: Node sees its names only on the default export.
const { onnx } = onnxProto;

type Dimension = number | string;
type ElementType = "float" | "int64";

const elementTypes = { float: onnx.TensorProto.DataType.FLOAT, int64: onnx.TensorProto.DataType.INT64 } as const;

/** Collects the nodes of an ONNX graph (opset 15) in the order in which they are written; every value is known by its name. */
export class OnnxGraph {
  readonly #graph = onnx.GraphProto.create({ name: "torch_jit" });

  /** Declares an input of the model; a dimension given by name may have any size. */
  input(name: string, type: ElementType, dimensions: Dimension[]): string {
    this.#graph.input.push(describe(name, type, dimensions));
    return name;
  }

  /** Declares that the value of this name is an output of the model. */
  output(name: string, type: ElementType, dimensions: Dimension[]): void {
    this.#graph.output.push(describe(name, type, dimensions));
  }

  /** Adds a constant: a scalar when `values` is a number, else a vector, or the shape that `dimensions` gives. */
  constant(name: string, type: ElementType, values: number | number[], dimensions?: number[]): string {
    const list = typeof values === "number" ? [values] : values;
    const dims = dimensions ?? (typeof values === "number" ? [] : [list.length]);
    const data = type === "float" ? { floatData: list } : { int64Data: list };
    this.#graph.initializer.push(onnx.TensorProto.create({ name, dims, dataType: elementTypes[type], ...data }));
    return name;
  }

  /** Adds so many bytes (a multiple of 4) of weights that nothing uses, no two kilobytes alike; another `seed` gives others. */
  padding(sizeBytes: number, seed: number): void {
    const words = Uint32Array.from({ length: sizeBytes / 4 }, (_, at) => Math.imul(at + 1, 2_654_435_761 + 2 * seed) >>> 9);
    const rawData = new Uint8Array(words.buffer);
    this.#graph.initializer.push(onnx.TensorProto.create({ name: "padding", dims: [words.length], dataType: elementTypes.float, rawData }));
  }

  /** Adds an operator with one output and returns that output's name. */
  node(opType: string, inputs: string[], output: string, attributes: Record<string, number> = {}): string {
    const attribute = Object.entries(attributes).map(([name, i]) =>
      onnx.AttributeProto.create({ name, i, type: onnx.AttributeProto.AttributeType.INT }),
    );
    this.#graph.node.push(onnx.NodeProto.create({ opType, name: `/${output}`, input: inputs, output: [output], attribute }));
    return output;
  }

  /** The `.onnx` file: the same calls always give the same bytes. */
  encode(): Uint8Array {
    const model = onnx.ModelProto.create({
      irVersion: 8,
      producerName: "tone-voice",
      opsetImport: [{ domain: "", version: 15 }],
      graph: this.#graph,
    });
    // A plain copy: the writer's own array may be a view into a larger pool.
    return Uint8Array.from(onnx.ModelProto.encode(model).finish());
  }
}

/** The value of ONNX's `Cast` attribute `to`. */
export function castTo(type: ElementType): { to: number } {
  return { to: elementTypes[type] };
}

function describe(name: string, type: ElementType, dimensions: Dimension[]) {
  const dim = dimensions.map((size) => (typeof size === "number" ? { dimValue: size } : { dimParam: size }));
  return onnx.ValueInfoProto.create({ name, type: { tensorType: { elemType: elementTypes[type], shape: { dim } } } });
}
