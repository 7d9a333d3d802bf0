import { SpokenError } from "../../src/shared/errors.ts";
import type { VoiceParameters } from "../vocabulary.ts";

/** Reads a `.onnx.json`; throws `voiceFailed` naming what is missing. Defaults are Piper's own. */
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
    throw new SpokenError("voiceFailed", "the voice's config is not JSON", { cause });
  }
}

function object(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw new SpokenError("voiceFailed", `${name} is missing`);
  return value as Record<string, unknown>;
}

function number(value: unknown, name: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new SpokenError("voiceFailed", `${name} is not a number`);
  return value;
}

function string(value: unknown, name: string): string {
  if (typeof value !== "string" || value === "") throw new SpokenError("voiceFailed", `${name} is missing`);
  return value;
}
