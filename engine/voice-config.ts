import { EngineError } from "./engine-error.ts";

/** The parameters in a Piper voice's `.onnx.json` that determine its sound. The scales are those of Piper's `inference` section. */
export interface VoiceParameters {
  /** Hertz. */
  sampleRate: number;
  /** The name of the eSpeak NG voice that phonemizes its texts. */
  espeakVoice: string;
  noiseScale: number;
  lengthScale: number;
  noiseW: number;
  speakerCount: number;
}

/** Reads a `.onnx.json` with Piper's own defaults; throws `configInvalid` with the name of the missing or wrong value. */
export function parseVoiceConfig(json: string): VoiceParameters {
  const config = object(parse(json), "the config");
  const inference = object(config.inference ?? {}, "inference");
  return {
    sampleRate: number(object(config.audio, "audio").sample_rate, "audio.sample_rate"),
    espeakVoice: string(object(config.espeak, "espeak").voice, "espeak.voice"),
    noiseScale: number(inference.noise_scale ?? 0.667, "inference.noise_scale"),
    lengthScale: number(inference.length_scale ?? 1, "inference.length_scale"),
    noiseW: number(inference.noise_w ?? 0.8, "inference.noise_w"),
    speakerCount: number(config.num_speakers ?? 1, "num_speakers"),
  };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new EngineError("configInvalid", "the voice's config is not JSON", { cause });
  }
}

function object(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw new EngineError("configInvalid", `${name} is missing`);
  return value as Record<string, unknown>;
}

function number(value: unknown, name: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new EngineError("configInvalid", `${name} is not a number`);
  return value;
}

function string(value: unknown, name: string): string {
  if (typeof value !== "string" || value === "") throw new EngineError("configInvalid", `${name} is missing`);
  return value;
}
