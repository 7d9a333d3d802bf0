import { partBetween, type GraphPart } from "./graph-part.ts";
import type { GraphWalk } from "../onnx/graph-walk.ts";
import type { OnnxGraph, OnnxNode } from "../onnx/onnx-model.ts";

/** Where a Piper model can be cut. */
export interface FoundParts {
  /** How many frames each phoneme id lasts, `[1, 1, phonemes]`. */
  durations: string;
  flow: GraphPart;
  decoder: GraphPart;
}

/**
 * Finds the joints of a Piper model by its form, since names differ between exporters. Undefined when the graph has another form, has an
 * input that a part would need directly, or draws random numbers beyond the joints.
 */
export function findParts(graph: OnnxGraph, walk: GraphWalk): FoundParts | undefined {
  const output = graph.outputs[0]?.name;
  const latent = findLatent(graph, walk);
  const durations = findDurations(graph, walk);
  const prior = latent === undefined ? undefined : findPrior(latent, walk);
  if (output === undefined || latent === undefined || durations === undefined || prior === undefined) return undefined;
  const flow = partBetween(prior, latent, graph, walk);
  const decoder = partBetween(latent, output, graph, walk);
  const inputs = new Set(graph.inputs.map(({ name }) => name));
  const fits = [...flow.nodes, ...decoder.nodes].every((node) => !isRandom(node) && ![...node.inputs, ...node.captured].some((value) => inputs.has(value)));
  return fits && decoder.perFrame.length === 0 ? { durations, flow, decoder } : undefined;
}

/** `z * y_mask`, the frames that become sound: read by the one convolution on the way from the phoneme ids to the first `ConvTranspose`. */
function findLatent(graph: OnnxGraph, walk: GraphWalk): string | undefined {
  const first = graph.nodes.find(({ opType }) => opType === "ConvTranspose")?.inputs[0];
  const phonemes = graph.inputs[0]?.name;
  if (first === undefined || phonemes === undefined) return undefined;
  const spoken = walk.descendantsOf(phonemes);
  const begins = nearestConvolutions(first, walk).filter((node) => spoken.has(node));
  return begins.length === 1 ? begins[0]?.inputs[0] : undefined;
}

/** The convolutions that `value` is made of by operators that work element by element. */
function nearestConvolutions(value: string, walk: GraphWalk): OnnxNode[] {
  const seen = new Set<OnnxNode>();
  const waiting = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const node = walk.producerOf(next);
    // A damaged graph may have a circle.
    if (!node || seen.has(node)) continue;
    seen.add(node);
    if (node.opType !== "Conv") waiting.push(...node.inputs);
  }
  return [...seen].filter(({ opType }) => opType === "Conv");
}

/** What the flow begins with: the last random numbers of the model, scaled and moved. */
function findPrior(latent: string, walk: GraphWalk): string | undefined {
  const [noise] = walk.ancestorsOf([latent]).findLast(isRandom)?.outputs ?? [];
  const seen = new Set<OnnxNode>();
  for (let value = noise; ; ) {
    const [reader, ...others]: readonly OnnxNode[] = value === undefined ? [] : walk.readersOf(value);
    if (!reader || others.length > 0 || (reader.opType !== "Mul" && reader.opType !== "Add")) return value === noise ? undefined : value;
    // As above.
    if (seen.has(reader)) return undefined;
    seen.add(reader);
    [value] = reader.outputs;
  }
}

/** Rounded up, and then summed one after another to lay the phonemes out in time: only the durations are used so. */
function findDurations(graph: OnnxGraph, walk: GraphWalk): string | undefined {
  const rounded = graph.nodes
    .filter(({ opType }) => opType === "Ceil")
    .flatMap(({ outputs }) => outputs)
    .filter((value) => walk.readersOf(value).some(({ opType }) => opType === "CumSum"));
  return rounded.length === 1 ? rounded[0] : undefined;
}

function isRandom({ opType }: OnnxNode): boolean {
  return opType.startsWith("Random");
}
