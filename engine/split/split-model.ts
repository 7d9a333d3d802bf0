import { isOutOfMemory } from "../engine-error.ts";
import { constantsToInitializers } from "../onnx/constants-to-initializers.ts";
import { eliminateCommonSubexpressions } from "../onnx/eliminate-common-subexpressions.ts";
import { externalizeWeights } from "../onnx/externalize-weights.ts";
import { foldWeights } from "../onnx/fold-weights.ts";
import { extractSubgraph, walkGraph } from "../onnx/graph-walk.ts";
import { elementTypes, type OnnxGraph } from "../onnx/onnx-model.ts";
import { readModel } from "../onnx/read-model.ts";
import { UnsupportedOperator } from "../onnx/unsupported-operator.ts";
import { describeValue, writeModel } from "../onnx/write-model.ts";
import { compileSubgraph } from "./compile-subgraph.ts";
import { findSubgraphs } from "./find-subgraphs.ts";
import type { Subgraph } from "./subgraph.ts";
import type { LayerProgram } from "./layer-program.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** A compiled subgraph, with the names of the encoder outputs that are its inputs. */
export interface CompiledSubgraph {
  program: LayerProgram;
  /** The inputs with one column for each frame, in the order of the program's inputs. */
  perFrame: readonly string[];
  /** The inputs that are the same for all frames. */
  perUtterance: readonly string[];
}

/** A Piper model split into encoder, flow and decoder. */
export interface SplitModel {
  /** An `.onnx` file with the inputs of the whole model. Its outputs are the inputs of flow and decoder, and `durations`. Its weights are in the original file. */
  encoder: Bytes;
  /** The name of the encoder's output with the frames of each phoneme id, `[1, 1, phonemes]`. */
  durations: string;
  /** Computes the latent. */
  flow: CompiledSubgraph;
  /** Computes the samples from the latent. */
  decoder: CompiledSubgraph;
}

/**
 * Splits a Piper model so that it can speak chunk by chunk. Undefined if the bytes are not a Piper model of the known structure, or are damaged. Rejects
 * if there is not enough memory or ONNX Runtime did not start.
 */
export async function splitModel(bytes: Bytes): Promise<SplitModel | undefined> {
  try {
    return await split(bytes);
  } catch (thrown) {
    // Reading throws a RangeError for bytes that are not a model. The browser throws one too when there is not enough memory.
    if ((thrown instanceof RangeError || thrown instanceof UnsupportedOperator) && !isOutOfMemory(thrown)) return undefined;
    throw thrown;
  }
}

async function split(file: Bytes): Promise<SplitModel | undefined> {
  const model = await foldWeights(constantsToInitializers(readModel(file)));
  const { graph } = model;
  const walk = walkGraph(graph);
  const subgraphs = findSubgraphs(graph, walk);
  const flow = subgraphs && compile(subgraphs.flow, graph);
  const decoder = subgraphs && compile(subgraphs.decoder, graph);
  if (!subgraphs || !flow || !decoder) return undefined;
  const { durations } = subgraphs;
  const values = [...new Set([...flow.perFrame, ...flow.perUtterance, ...decoder.perUtterance, durations])];
  const outputs = values.map((name) => describeValue(name, elementTypes.float));
  const encoder = { ...model, graph: extractSubgraph(graph, walk.ancestorsOf(values), graph.inputs, outputs) };
  const written = externalizeWeights(eliminateCommonSubexpressions(encoder), file);
  return { encoder: writeModel(written, written.graph), durations, flow, decoder };
}

function compile(source: Subgraph, graph: OnnxGraph): CompiledSubgraph | undefined {
  const program = compileSubgraph(source, graph);
  return program && { program, perFrame: [source.input, ...source.perFrame], perUtterance: source.perUtterance };
}
