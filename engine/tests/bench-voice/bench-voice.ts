import { decode } from "./decoder.ts";
import { predictLogDurations } from "./duration-predictor.ts";
import { ExportGraph } from "./export-graph.ts";
import { slice } from "./export-idioms.ts";
import { runFlow } from "./flow.ts";
import { regulateLength } from "./regulate-length.ts";
import { encodeText } from "./text-encoder.ts";
import { voiceShapes, type Quality, type VoiceShape } from "./voice-shape.ts";
import { makeVoiceConfig, type VoiceConfig } from "./voice-config.ts";

export interface BenchVoiceOptions {
  quality: Quality;
  /** With more than one the model has the input `sid`; by default 1. */
  speakers?: number;
  /** Of the random weights; by default 1. */
  seed?: number;
  /** Changes the size that `quality` gives, for instance to `tiny`. */
  resize?: (shape: VoiceShape) => VoiceShape;
}

export interface BenchVoice {
  model: Uint8Array<ArrayBuffer>;
  config: VoiceConfig;
  nodeCount: number;
}

/**
 * Makes a voice with random weights that costs what a Piper voice of this quality costs to load and to run: the same layers, inputs,
 * output and exporter's clutter. It babbles, at the pace of speech and with samples in -1 to 1. The same options give the same bytes.
 */
export function makeBenchVoice({ quality, speakers = 1, seed = 1, resize = (shape) => shape }: BenchVoiceOptions): BenchVoice {
  const shape = resize(voiceShapes[quality]);
  const graph = new ExportGraph(seed);
  const input = graph.input("input", "int64", ["batch_size", "phonemes"]);
  const lengths = graph.input("input_lengths", "int64", ["batch_size"]);
  const scales = graph.input("scales", "float", [3]);
  const speaker = speakers > 1 ? embedSpeaker(graph, shape, speakers) : undefined;
  const scale = (index: number) => graph.op("Gather", [scales, graph.literal(index)], { axis: 0 });
  const noiseScale = scale(0);
  const lengthScale = scale(1);
  const noiseW = scale(2);

  const text = encodeText(graph, shape, input, lengths);
  const logDurations = predictLogDurations(graph, shape, text.hidden, text.mask, noiseW, speaker);
  const prior = regulateLength(graph, text, logDurations, lengthScale);
  const noise = graph.op("Mul", [graph.op("RandomNormalLike", [prior.mean], { dtype: 1 }), graph.op("Exp", [prior.logDeviation])]);
  const drawn = graph.op("Add", [prior.mean, graph.op("Mul", [noise, noiseScale])]);
  const latent = runFlow(graph, shape, drawn, prior.mask, speaker);
  const audible = slice(graph, graph.op("Mul", [latent, prior.mask]), 2, 0);
  const sound = decode(graph, shape, audible, speaker);
  graph.output(graph.op("Unsqueeze", [sound, graph.literal([1])]), "output", ["batch_size", "time", "Unsqueezeoutput_dim_2", "Unsqueezeoutput_dim_3"]);
  return { model: graph.encode(), config: makeVoiceConfig(shape, speakers), nodeCount: graph.nodeCount };
}

function embedSpeaker(graph: ExportGraph, shape: VoiceShape, speakers: number): string {
  const sid = graph.input("sid", "int64", ["batch_size"]);
  const table = graph.within("emb_g", () => graph.weight("weight", [speakers, shape.speakerChannels], 1));
  return graph.op("Unsqueeze", [graph.op("Gather", [table, sid]), graph.literal([-1])]);
}
