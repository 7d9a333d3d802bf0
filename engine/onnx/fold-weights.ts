import { InferenceSession } from "onnxruntime-web/wasm";
import { isOutOfMemory } from "../engine-error.ts";
import { isRuntimeStartFailure } from "./runtime.ts";
import { extractSubgraph, type GraphWalk, walkGraph } from "./graph-walk.ts";
import { elementTypes, type OnnxGraph, type OnnxModel, type OnnxTensor } from "./onnx-model.ts";
import { sessionOptions } from "./session-options.ts";
import { floatsOf } from "./tensor-values.ts";
import { UnsupportedOperator } from "./unsupported-operator.ts";
import { describeValue, makeTensor, writeModel } from "./write-model.ts";

/**
 * Computes the convolution weights that the model computes from constants, for example by weight normalisation, and makes them initializers. Most
 * voices have no such weights; then the model is returned as it is. Rejects with `UnsupportedOperator` if the weights cannot be computed, and
 * with ONNX Runtime's error if it did not start or there is not enough memory.
 */
export async function foldWeights(model: OnnxModel): Promise<OnnxModel> {
  const { graph } = model;
  const initializers = new Set(["", ...graph.tensors.map(({ name }) => name)]);
  const names = graph.nodes
    .filter(({ opType }) => opType === "Conv" || opType === "ConvTranspose")
    .flatMap(({ inputs }) => inputs.slice(1));
  const missing = [...new Set(names)].filter((name) => !initializers.has(name));
  if (missing.length === 0) return model;
  const walk = walkGraph(graph);
  const foldable = missing.filter((name) => isConstant(name, graph, walk));
  const weightGraph = extractSubgraph(
    graph,
    walk.ancestorsOf(foldable),
    [],
    foldable.map((name) => describeValue(name, elementTypes.float)),
  );
  const tensors = await compute(writeModel(model, weightGraph), foldable).catch((cause: unknown) => {
    throw isOutOfMemory(cause) || isRuntimeStartFailure(cause) ? cause : new UnsupportedOperator("weights", { cause });
  });
  const folded = new Set(foldable);
  const nodes = graph.nodes.filter(({ outputs }) => !outputs.some((output) => folded.has(output)));
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
  const graphInputs = new Set(graph.inputs.map((input) => input.name));
  return walk
    .ancestorsOf([name])
    .every((node) => !node.opType.startsWith("Random") && !node.inputs.some((input) => graphInputs.has(input)));
}
