import { decode } from "./decoder.ts";
import { predictLogDurations } from "./duration-predictor.ts";
import { ExportGraph } from "./export-graph.ts";
import { slice } from "./export-idioms.ts";
import { runFlow } from "./flow.ts";
import { regulateLength } from "./regulate-length.ts";
import { encodeText } from "./text-encoder.ts";
import { voiceHyperparameters, type Quality, type Hyperparameters } from "./hyperparameters.ts";
import { makeVoiceConfig } from "./voice-config.ts";
import type { PiperConfigJson } from "../voices/piper-config.ts";

/** The options of a bench voice. */
export interface BenchVoiceOptions {
  quality: Quality;
  /** By default 1. With more than one speaker the model has the input `sid`. */
  speakers?: number;
  /** The seed of the random weights, by default 1. */
  seed?: number;
  /** Changes the hyperparameters of `quality`, for example `tiny`. */
  resize?: (hyperparameters: Hyperparameters) => Hyperparameters;
}

/** The files of a bench voice. */
export interface BenchVoice {
  model: Uint8Array<ArrayBuffer>;
  config: PiperConfigJson;
  nodeCount: number;
}

/**
 * Makes a voice with random weights that takes as long to load and to run as a Piper voice of this quality: it has the same layers, inputs and output, and the
 * same additional nodes that an exporter writes. Its sound is noise with the durations of speech and samples from -1 to 1. The same options give the same bytes.
 */
export function makeBenchVoice({
  quality,
  speakers = 1,
  seed = 1,
  resize = (hyperparameters) => hyperparameters,
}: BenchVoiceOptions): BenchVoice {
  const hyperparameters = resize(voiceHyperparameters[quality]);
  const graph = new ExportGraph(seed);
  const input = graph.input("input", "int64", ["batch_size", "phonemes"]);
  const lengths = graph.input("input_lengths", "int64", ["batch_size"]);
  const scales = graph.input("scales", "float", [3]);
  const speaker = speakers > 1 ? embedSpeaker(graph, hyperparameters, speakers) : undefined;
  const scale = (index: number) => graph.op("Gather", [scales, graph.literal(index)], { axis: 0 });
  const noiseScale = scale(0);
  const lengthScale = scale(1);
  const noiseW = scale(2);

  const text = encodeText(graph, hyperparameters, input, lengths);
  const logDurations = predictLogDurations(graph, hyperparameters, text.hidden, text.mask, noiseW, speaker);
  const prior = regulateLength(graph, text, logDurations, lengthScale);
  const noise = graph.op("Mul", [graph.op("RandomNormalLike", [prior.mean], { dtype: 1 }), graph.op("Exp", [prior.logDeviation])]);
  const drawn = graph.op("Add", [prior.mean, graph.op("Mul", [noise, noiseScale])]);
  const latent = runFlow(graph, hyperparameters, drawn, prior.mask, speaker);
  const audible = slice(graph, graph.op("Mul", [latent, prior.mask]), 2, 0);
  const sound = decode(graph, hyperparameters, audible, speaker);
  graph.output(graph.op("Unsqueeze", [sound, graph.literal([1])]), "output", [
    "batch_size",
    "time",
    "Unsqueezeoutput_dim_2",
    "Unsqueezeoutput_dim_3",
  ]);
  return { model: graph.encode(), config: makeVoiceConfig(hyperparameters, speakers), nodeCount: graph.nodeCount };
}

function embedSpeaker(graph: ExportGraph, hyperparameters: Hyperparameters, speakers: number): string {
  const sid = graph.input("sid", "int64", ["batch_size"]);
  const table = graph.within("emb_g", () => graph.weight("weight", [speakers, hyperparameters.speakerChannels], 1));
  return graph.op("Unsqueeze", [graph.op("Gather", [table, sid]), graph.literal([-1])]);
}
