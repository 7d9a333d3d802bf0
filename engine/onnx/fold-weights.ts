import { InferenceSession } from "onnxruntime-web/wasm";
import { isOutOfMemory } from "../engine-error.ts";
import { didNotStart } from "./runtime.ts";
import { subgraph, type GraphWalk, walkGraph } from "./graph-walk.ts";
import { elementTypes, type OnnxGraph, type OnnxModel, type OnnxTensor } from "./onnx-model.ts";
import { sessionOptions } from "./session-options.ts";
import { floatsOf } from "./tensor-values.ts";
import { UnsupportedOperator } from "./unsupported-operator.ts";
import { describeValue, makeTensor, writeModel } from "./write-model.ts";

/**
 * Computes the weights of convolutions that an exporter left to be computed from constants, such as those of a weight normalisation, which are
 * the same in every run. Rejects with `UnsupportedOperator` if they cannot be computed, and with ONNX Runtime's error if there is no memory; costs nothing where, as in most voices, there are none.
 */
export async function foldWeights(model: OnnxModel): Promise<OnnxModel> {
  const { graph } = model;
  const known = new Set(["", ...graph.tensors.map(({ name }) => name)]);
  const names = graph.nodes.filter(({ opType }) => opType === "Conv" || opType === "ConvTranspose").flatMap(({ inputs }) => inputs.slice(1));
  const missing = [...new Set(names)].filter((name) => !known.has(name));
  if (missing.length === 0) return model;
  const walk = walkGraph(graph);
  const computed = missing.filter((name) => isConstant(name, graph, walk));
  const part = subgraph(graph, walk.ancestorsOf(computed), [], computed.map((name) => describeValue(name, elementTypes.float)));
  const tensors = await compute(writeModel(model, part), computed).catch((cause: unknown) => {
    throw isOutOfMemory(cause) || didNotStart(cause) ? cause : new UnsupportedOperator("weights", { cause });
  });
  const made = new Set(computed);
  const nodes = graph.nodes.filter(({ outputs }) => !outputs.some((output) => made.has(output)));
  return { ...model, graph: { ...graph, nodes, tensors: [...graph.tensors, ...tensors] } };
}

async function compute(file: Uint8Array<ArrayBuffer>, names: readonly string[]): Promise<OnnxTensor[]> {
  const session = await InferenceSession.create(file, sessionOptions);
  try {
    const values = await session.run({});
    return names.map((name) => {
      const data = floatsOf(values[name]);
      return makeTensor(name, elementTypes.float, values[name]?.dims ?? [], new Uint8Array(data.slice().buffer));
    });
  } finally {
    await session.release();
  }
}

function isConstant(name: string, graph: OnnxGraph, walk: GraphWalk): boolean {
  const given = new Set(graph.inputs.map((input) => input.name));
  return walk.ancestorsOf([name]).every((node) => !node.opType.startsWith("Random") && !node.inputs.some((input) => given.has(input)));
}
