import { isOutOfMemory } from "../engine-error.ts";
import { constantsToInitializers } from "../onnx/constants-to-initializers.ts";
import { eliminateCommonSubexpressions } from "../onnx/eliminate-common-subexpressions.ts";
import { externalizeWeights } from "../onnx/externalize-weights.ts";
import { foldWeights } from "../onnx/fold-weights.ts";
import { subgraph, walkGraph } from "../onnx/graph-walk.ts";
import { elementTypes, type OnnxGraph } from "../onnx/onnx-model.ts";
import { readModel } from "../onnx/read-model.ts";
import { UnsupportedOperator } from "../onnx/unsupported-operator.ts";
import { describeValue, writeModel } from "../onnx/write-model.ts";
import { compilePart } from "./compile-part.ts";
import { findParts } from "./find-parts.ts";
import type { GraphPart } from "./graph-part.ts";
import type { LayerProgram } from "./layer-program.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** A part that makes its output range by range, with the names under which the encoder gives what it takes. */
export interface SplitPart {
  program: LayerProgram;
  /** A column for each frame: its input, then what else it reads so. */
  perFrame: readonly string[];
  /** The same for all frames. */
  perUtterance: readonly string[];
}

/** One model as three. */
export interface SplitModel {
  /** An `.onnx` file that takes its weights from the original one: phoneme ids to what the flow takes; the inputs are the whole model's. */
  encoder: Bytes;
  /** Output of the encoder: how many frames each phoneme id lasts, `[1, 1, phonemes]`. */
  durations: string;
  /** To the frames that are to sound. */
  flow: SplitPart;
  /** To the sound. */
  decoder: SplitPart;
}

/**
 * Splits a Piper model so that it can speak chunk by chunk. Undefined when its graph is not a Piper model's, damaged ones included. Rejects where there is not
 * enough memory, and with faults of our own.
 */
export async function splitModel(bytes: Bytes): Promise<SplitModel | undefined> {
  try {
    return await split(bytes);
  } catch (thrown) {
    // A RangeError is what reading says of bytes that are no model, but also what the browser says when it has no memory.
    if ((thrown instanceof RangeError || thrown instanceof UnsupportedOperator) && !isOutOfMemory(thrown)) return undefined;
    throw thrown;
  }
}

async function split(file: Bytes): Promise<SplitModel | undefined> {
  const model = await foldWeights(constantsToInitializers(readModel(file)));
  const { graph } = model;
  const walk = walkGraph(graph);
  const parts = findParts(graph, walk);
  const flow = parts && compile(parts.flow, graph);
  const decoder = parts && compile(parts.decoder, graph);
  if (!parts || !flow || !decoder) return undefined;
  const { durations } = parts;
  const made = [...new Set([...flow.perFrame, ...flow.perUtterance, ...decoder.perUtterance, durations])];
  const outputs = made.map((name) => describeValue(name, elementTypes.float));
  const encoder = { ...model, graph: subgraph(graph, walk.ancestorsOf(made), graph.inputs, outputs) };
  const written = externalizeWeights(eliminateCommonSubexpressions(encoder), file);
  return { encoder: writeModel(written, written.graph), durations, flow, decoder };
}

function compile(part: GraphPart, graph: OnnxGraph): SplitPart | undefined {
  const program = compilePart(part, graph);
  return program && { program, perFrame: [part.input, ...part.perFrame], perUtterance: part.perUtterance };
}
