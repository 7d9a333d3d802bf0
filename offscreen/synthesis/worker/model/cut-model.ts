import { isOutOfMemory } from "../../out-of-memory.ts";
import { compilePart } from "../streaming/compile-part.ts";
import { UnknownForm } from "../streaming/known-value.ts";
import type { PartProgram } from "../streaming/part-program.ts";
import { findParts } from "./find-parts.ts";
import { foldWeights } from "./fold-weights.ts";
import type { GraphPart } from "./graph-part.ts";
import { subgraph, walkGraph } from "./graph-walk.ts";
import { literalsToTensors } from "./literals-to-tensors.ts";
import { mergeTwins } from "./merge-twins.ts";
import { ELEMENT_TYPE, type OnnxGraph } from "./onnx-model.ts";
import { readModel } from "./read-model.ts";
import { weightsOutside } from "./weights-outside.ts";
import { describeValue, writeModel } from "./write-model.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** A part that makes its output stretch by stretch, with the names under which the encoder gives what it takes. */
export interface CutPart {
  program: PartProgram;
  /** A column for each frame: its input, then what else it reads so. */
  moving: readonly string[];
  /** The same for all frames. */
  steady: readonly string[];
}

/** One model as three. */
export interface CutModel {
  /** An `.onnx` file that takes its weights from the original one: phoneme ids to what the flow takes; the inputs are the whole model's. */
  encoder: Bytes;
  /** Output of the encoder: how many frames each phoneme id lasts, `[1, 1, phonemes]`. */
  durations: string;
  /** To the frames that are to sound. */
  flow: CutPart;
  /** To the sound. */
  decoder: CutPart;
}

/** What makes a voice cheaper to load or to run and changes nothing that it computes; each can be left out, to measure what it gives. */
export type Improvement = "mergeTwins" | "weightsOutside";

/**
 * Cuts a Piper model so that it can speak piece by piece; undefined when its graph is not a Piper model's, damaged ones included. Rejects where there is not
 * enough memory, and with faults of our own.
 */
export async function cutModel(bytes: Bytes, leaveOut: readonly Improvement[] = []): Promise<CutModel | undefined> {
  try {
    return await cut(bytes, leaveOut);
  } catch (thrown) {
    // A RangeError is what reading says of bytes that are no model, but also what the browser says when it has no memory.
    if ((thrown instanceof RangeError || thrown instanceof UnknownForm) && !isOutOfMemory(thrown)) return undefined;
    throw thrown;
  }
}

async function cut(file: Bytes, leaveOut: readonly Improvement[]): Promise<CutModel | undefined> {
  const model = await foldWeights(literalsToTensors(readModel(file)));
  const { graph } = model;
  const walk = walkGraph(graph);
  const parts = findParts(graph, walk);
  const flow = parts && compile(parts.flow, graph);
  const decoder = parts && compile(parts.decoder, graph);
  if (!parts || !flow || !decoder) return undefined;
  const { durations } = parts;
  const made = [...new Set([...flow.moving, ...flow.steady, ...decoder.steady, durations])];
  const nodes = walk.ancestorsOf(made);
  const outputs = made.map((name) => describeValue(name, ELEMENT_TYPE.float));
  const whole = { ...model, graph: subgraph(graph, nodes, graph.inputs, outputs) };
  const merged = leaveOut.includes("mergeTwins") ? whole : mergeTwins(whole);
  const written = leaveOut.includes("weightsOutside") ? merged : weightsOutside(merged, file);
  return { encoder: writeModel(written, written.graph), durations, flow, decoder };
}

function compile(part: GraphPart, graph: OnnxGraph): CutPart | undefined {
  const program = compilePart(part, graph);
  return program && { program, moving: [part.input, ...part.framed], steady: part.steady };
}
