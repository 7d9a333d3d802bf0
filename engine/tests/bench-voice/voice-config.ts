import { piperPhonemeIdMap, type PiperConfigJson } from "../voices/piper-config.ts";
import type { Hyperparameters } from "./hyperparameters.ts";

/** The config of a bench voice, which speaks American English. */
export function makeVoiceConfig(hyperparameters: Hyperparameters, speakers: number): PiperConfigJson {
  return {
    audio: { sample_rate: hyperparameters.sampleRate, quality: hyperparameters.quality },
    espeak: { voice: "en-us" },
    inference: { noise_scale: 0.667, length_scale: 1, noise_w: 0.8 },
    phoneme_type: "espeak",
    phoneme_map: {},
    phoneme_id_map: piperPhonemeIdMap,
    num_symbols: hyperparameters.symbols,
    num_speakers: speakers,
    speaker_id_map:
      speakers === 1 ? {} : Object.fromEntries(Array.from({ length: speakers }, (_, speaker) => [`speaker${speaker}`, speaker])),
    piper_version: "1.0.0",
    language: {
      code: "en_US",
      family: "en",
      region: "US",
      name_native: "English",
      name_english: "English",
      country_english: "United States",
    },
    dataset: "bench",
  };
}
