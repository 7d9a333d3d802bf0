import { findParts } from "./find-parts.ts";
import type { GraphPart } from "./graph-part.ts";
import { subgraph, walkGraph } from "./graph-walk.ts";
import { literalsToTensors } from "./literals-to-tensors.ts";
import { mergeTwins } from "./merge-twins.ts";
import type { OnnxModel } from "./onnx-model.ts";
import { measureReach, type PartReach } from "./part-reach.ts";
import { readModel } from "./read-model.ts";
import { upsampleByConvolution } from "./upsample-by-convolution.ts";
import { weightsOutside } from "./weights-outside.ts";
import { describeFloats, writeModel } from "./write-model.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** How a part that works chunk by chunk is fed; plain data, to be kept beside the models. */
export interface PartFacts {
  /** Names of the part's input and output, `[1, channels, frames]`. */
  input: string;
  output: string;
  /** Other inputs, outputs of the encoder: one column for each frame. */
  framed: string[];
  /** Other inputs, outputs of the encoder: the same for every chunk. */
  steady: string[];
  /** Columns of output for each frame of input. */
  hop: number;
  /** Frames that must be given on either side of a chunk, their output thrown away, for the chunk to be what the whole would be. */
  margin: number;
}

/** How the parts of a model fit together. */
export interface CutFacts {
  /** Output of the encoder: how many frames each phoneme id lasts, `[1, 1, phonemes]`. */
  durations: string;
  flow: PartFacts;
  decoder: PartFacts;
}

/** One model as three, which take their weights from the original file. */
export interface CutModel {
  /** Phoneme ids to what the flow takes; the inputs are the whole model's. */
  encoder: Bytes;
  /** To the frames that are to sound. */
  flow: Bytes;
  /** To the sound. */
  decoder: Bytes;
  facts: CutFacts;
}

/** Changes a part of the model in `file` so that it costs less and computes the same. */
export type Improvement = (part: OnnxModel, file: Bytes) => OnnxModel;

/** All that is known to pay, in the order in which they are applied. */
export const IMPROVEMENTS: readonly Improvement[] = [literalsToTensors, mergeTwins, upsampleByConvolution, weightsOutside];

/** Cuts a Piper model so that it can speak chunk by chunk, and improves each part; undefined when its graph is not a Piper model's. */
export function cutModel(bytes: Bytes, improvements: readonly Improvement[] = IMPROVEMENTS): CutModel | undefined {
  try {
    return cut(bytes, improvements);
  } catch (thrown) {
    // What reading says of bytes that are no model.
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}

function cut(file: Bytes, improvements: readonly Improvement[]): CutModel | undefined {
  const model = readModel(file);
  const { graph } = model;
  const walk = walkGraph(graph);
  const parts = findParts(graph, walk);
  const flowReach = parts && measureReach(parts.flow, walk);
  const decoderReach = parts && measureReach(parts.decoder, walk);
  if (!parts || !flowReach || !decoderReach || flowReach.hop !== 1) return undefined;
  const { flow, decoder, durations } = parts;

  const made = [...new Set([flow.input, ...flow.framed, ...flow.steady, ...decoder.steady, durations])];
  const outputs = made.map((name) => describeFloats(name, 3));
  const write = (nodes: typeof graph.nodes, inputs: typeof graph.inputs, ends: typeof graph.outputs) => {
    const part = improvements.reduce((before, improve) => improve(before, file), { ...model, graph: subgraph(graph, nodes, inputs, ends) });
    return writeModel(part, part.graph);
  };
  const writePart = (part: GraphPart, ends: typeof graph.outputs) =>
    write(part.nodes, [part.input, ...part.framed, ...part.steady].map((name) => describeFloats(name, 3)), ends);
  return {
    encoder: write(walk.ancestorsOf(made), graph.inputs, outputs),
    flow: writePart(flow, [describeFloats(flow.output, 3)]),
    decoder: writePart(decoder, graph.outputs.slice(0, 1)),
    facts: { durations, flow: factsOf(flow, flowReach), decoder: factsOf(decoder, decoderReach) },
  };
}

function factsOf({ input, output, framed, steady }: GraphPart, { hop, margin }: PartReach): PartFacts {
  return { input, output, framed, steady, hop, margin };
}
