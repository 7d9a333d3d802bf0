import { castTo, OnnxGraph } from "./onnx-graph.ts";
import { piperPhonemeIdMap, type PiperConfigJson } from "./piper-config.ts";
import { fadeSeconds, usualSymbolSeconds, toneDigits, toneStepHz, toneHz, tonesPerDigit, wordUnits } from "./tone-code.ts";

/** The options of a tone voice. */
export interface ToneVoiceOptions {
  /** Identifies the voice in a recording: 0 to 15, by default 0. */
  voiceTag?: number;
  /** The sample rate in hertz, by default 22,050. */
  sampleRate?: 16000 | 22050;
  /** The number of speakers, 1 to 4, by default 1. With more than one speaker the model has the input `sid`. */
  speakers?: number;
  /** The eSpeak voice that phonemizes its text, by default `en-us`. */
  espeakVoice?: string;
  /** The language in Piper's notation, by default `en_US`. */
  languageCode?: string;
  /** The `length_scale` of its config: a symbol lasts 20 ms times this. By default 1. */
  lengthScale?: number;
  /** The size of unused weights in bytes, to make the model as large as a test needs; by default 0. */
  paddingBytes?: number;
}

/** The files of a tone voice. */
export interface ToneVoice {
  model: Uint8Array;
  config: PiperConfigJson;
}

const numSymbols = 256;
/** Eight tones of this amplitude together never exceed 0.4. With the phases below the peak is usually near 0.3. */
const toneAmplitude = 0.05;

/**
 * Makes a Piper voice of a few kilobytes that plays a different chord for each phoneme id, for 20 ms times `length_scale`. `decodeTones` can read the
 * ids back from a recording. It has the inputs and output of a Piper model and rejects the same inputs: an id of 256 or more, an unknown speaker.
 */
export function makeToneVoice(options: ToneVoiceOptions = {}): ToneVoice {
  const {
    voiceTag = 0,
    sampleRate = 22050,
    speakers = 1,
    espeakVoice = "en-us",
    languageCode = "en_US",
    paddingBytes = 0,
    lengthScale = 1,
  } = options;
  if (!Number.isInteger(voiceTag) || voiceTag < 0 || voiceTag > 15) throw new RangeError(`voiceTag ${voiceTag} is not 0 to 15`);
  if (!Number.isInteger(speakers) || speakers < 1 || speakers > 4) throw new RangeError(`speakers ${speakers} is not 1 to 4`);
  return {
    model: makeModel(voiceTag, sampleRate, speakers, paddingBytes),
    config: makeConfig(sampleRate, speakers, espeakVoice, languageCode, lengthScale),
  };
}

function makeModel(voiceTag: number, sampleRate: number, speakers: number, paddingBytes: number): Uint8Array {
  const graph = new OnnxGraph();
  if (paddingBytes > 0) graph.padding(paddingBytes, voiceTag);
  const zero = graph.constant("zero", "int64", 0);
  const one = graph.constant("one", "int64", 1);
  const three = graph.constant("three", "int64", 3);
  const zeros = graph.constant("zeros", "int64", [0]);
  const ones = graph.constant("ones", "int64", [1]);
  const flat = graph.constant("flat", "int64", [-1]);

  // Inputs in Piper's order.
  const input = graph.input("input", "int64", ["batch_size", "phonemes"]);
  const lengths = graph.input("input_lengths", "int64", ["batch_size"]);
  const scales = graph.input("scales", "float", [3]);

  // The first `input_lengths` ids, through a table of 256 rows like the embedding of a real model.
  const counted = graph.node("Slice", [input, zeros, lengths, ones], "counted");
  const list = graph.node("Reshape", [counted, flat], "list");
  const table = graph.node("Range", [zero, graph.constant("num_symbols", "int64", numSymbols), one], "table");
  const ids = graph.node("Gather", [table, list], "ids");

  // beat = 0 at position 0, then ((position - 1) mod 3) + 1
  const positions = graph.node("Range", [zero, graph.node("Size", [ids], "count"), one], "positions");
  const cycle = graph.node("Mod", [graph.node("Sub", [positions, one], "before"), three], "cycle");
  const beats = graph.node("Mul", [graph.node("Add", [cycle, one], "counting"), graph.node("Sign", [positions], "not_first")], "beats");

  // word = id + beat + speaker + voiceTag, each in separate digits
  const beatUnits = graph.node("Mul", [beats, graph.constant("beat_unit", "int64", wordUnits.beat)], "beat_units");
  const spoken = graph.node("Add", [ids, beatUnits], "spoken");
  const words = graph.node("Add", [spoken, speakerUnits(graph, voiceTag, speakers)], "words");

  // angular frequency of each digit's tone, [N, 8, 1]
  const column = graph.node("Reshape", [words, graph.constant("column_shape", "int64", [-1, 1, 1])], "column");
  const digitUnits = Array.from({ length: toneDigits }, (_, digit) => tonesPerDigit ** digit);
  const shifted = graph.node("Div", [column, graph.constant("digit_units", "int64", digitUnits, [1, toneDigits, 1])], "shifted");
  const digits = graph.node("Mod", [shifted, graph.constant("tones_per_digit", "int64", tonesPerDigit)], "digits");
  const values = graph.node("Cast", [digits], "values", castTo("float"));
  const angularStep = graph.constant("angular_step", "float", 2 * Math.PI * toneStepHz);
  const lowest = digitUnits.map((_, digit) => 2 * Math.PI * toneHz(digit, 0));
  const lowestTones = graph.constant("lowest_tones", "float", lowest, [1, toneDigits, 1]);
  const speeds = graph.node("Add", [graph.node("Mul", [values, angularStep], "raised"), lowestTones], "speeds");

  // seconds from the start of the symbol to the middle of each sample, [S]
  const lengthScale = graph.node("Gather", [scales, one], "length_scale");
  const symbolSamples = graph.constant("symbol_samples", "float", usualSymbolSeconds * sampleRate);
  const samples = graph.node("Round", [graph.node("Mul", [lengthScale, symbolSamples], "wanted")], "samples");
  const half = graph.constant("half", "float", 0.5);
  const ends = [half, graph.node("Add", [samples, half], "range_end"), graph.constant("float_one", "float", 1)];
  const sampleSeconds = graph.constant("sample_seconds", "float", 1 / sampleRate);
  const seconds = graph.node("Mul", [graph.node("Range", ends, "midpoints"), sampleSeconds], "seconds");

  // chord, [N, S]; phases that grow with the square of the digit keep the peak low
  const phases = graph.constant(
    "phases",
    "float",
    digitUnits.map((_, digit) => (Math.PI * digit * digit) / toneDigits),
    [1, toneDigits, 1],
  );
  const angles = graph.node("Add", [graph.node("Mul", [speeds, seconds], "turned"), phases], "angles");
  const chord = graph.node("ReduceSum", [graph.node("Sin", [angles], "tones"), ones], "chord", { keepdims: 0 });

  const loud = graph.node("Mul", [chord, envelope(graph, seconds, samples, sampleSeconds)], "loud");
  graph.node("Reshape", [loud, graph.constant("output_shape", "int64", [1, 1, 1, -1])], "output");
  graph.output("output", "float", ["batch_size", 1, 1, "time"]);
  return graph.encode();
}

function speakerUnits(graph: OnnxGraph, voiceTag: number, speakers: number): string {
  const units = Array.from({ length: speakers }, (_, speaker) => voiceTag * wordUnits.voiceTag + speaker * wordUnits.speaker);
  const table = graph.constant("speaker_table", "int64", units);
  return speakers === 1 ? table : graph.node("Gather", [table, graph.input("sid", "int64", ["batch_size"])], "speaker");
}

/** The amplitude over one symbol: it rises and falls as a raised cosine, and is constant in between. */
function envelope(graph: OnnxGraph, seconds: string, samples: string, sampleSeconds: string): string {
  const length = graph.node("Mul", [samples, sampleSeconds], "symbol_length");
  const nearest = graph.node("Min", [seconds, graph.node("Sub", [length, seconds], "left")], "nearest_end");
  const quarterTurn = graph.constant("quarter_turn", "float", Math.PI / 2);
  const rise = graph.node("Mul", [nearest, graph.constant("rise", "float", Math.PI / 2 / fadeSeconds)], "rising");
  const sine = graph.node("Sin", [graph.node("Min", [rise, quarterTurn], "fade_angle")], "fade");
  const fade = graph.node("Mul", [sine, sine], "smooth_fade");
  return graph.node("Mul", [fade, graph.constant("amplitude", "float", toneAmplitude)], "envelope");
}

function makeConfig(sampleRate: number, speakers: number, espeakVoice: string, languageCode: string, lengthScale: number): PiperConfigJson {
  const [family = "", region = ""] = languageCode.split("_");
  const names = new Intl.DisplayNames("en", { type: "language" });
  const native = new Intl.DisplayNames(family, { type: "language" });
  const countries = new Intl.DisplayNames("en", { type: "region" });
  return {
    audio: { sample_rate: sampleRate, quality: sampleRate === 16000 ? "low" : "medium" },
    espeak: { voice: espeakVoice },
    inference: { noise_scale: 0.667, length_scale: lengthScale, noise_w: 0.8 },
    phoneme_type: "espeak",
    phoneme_map: {},
    phoneme_id_map: piperPhonemeIdMap,
    num_symbols: numSymbols,
    num_speakers: speakers,
    speaker_id_map:
      speakers === 1 ? {} : Object.fromEntries(Array.from({ length: speakers }, (_, speaker) => [`speaker${speaker}`, speaker])),
    piper_version: "1.0.0",
    language: {
      code: languageCode,
      family,
      region,
      name_native: native.of(family) ?? family,
      name_english: names.of(family) ?? family,
      country_english: countries.of(region) ?? region,
    },
    dataset: "tones",
  };
}
