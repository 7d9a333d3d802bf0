import type { SerializedEngineError } from "./engine-error.ts";
import type { Chunk } from "./pcm.ts";
import type { ModelVerdict } from "./model-verdict.ts";
import type { GivenPhonemes, PhonemeRange } from "./given-phonemes.ts";
import type { VoiceParameters } from "./voice-config.ts";

/** The voice that a worker loads: the instant voice in one language, or a Piper voice. */
export type VoiceSource = { kind: "instant"; espeakVoice: string } | PiperSource;

/** A Piper voice. */
export interface PiperSource {
  kind: "piper";
  model: Blob;
  /** The SHA-256 that the model must have, hexadecimal; undefined if it is not checked. */
  sha256: string | undefined;
  parameters: VoiceParameters;
  /** Whether `verifyVoice` gave `streams` for the model. */
  streams: boolean;
  threads: number;
}

/** A message to the worker: either `open` once and then any number of texts, which are numbered by `id`, or `verify` alone. */
export type WorkerRequest =
  | { type: "open"; source: VoiceSource; assetsUrl: string }
  | { type: "verify"; model: Blob; speakerCount: number; assetsUrl: string }
  | { type: "speak"; id: number; text: string; speakerId: number; urgentRate: number | undefined; phonemes: readonly PhonemeRange[] }
  /** Asks for the symbols that the voice does not have. */
  | { type: "checkPhonemes"; id: number; phonemes: GivenPhonemes }
  /** The client has taken `seconds` seconds of the text's sound. */
  | { type: "taken"; id: number; seconds: number }
  | { type: "cancel"; id: number };

/** A message from the worker. The chunks of a text come in order, followed by `done` or `failed`. `share` is 0 to 1. */
export type WorkerEvent =
  | { type: "opened"; memoryBytes: number }
  | { type: "openFailed"; error: SerializedEngineError }
  | { type: "verifying"; share: number }
  | { type: "verified"; verdict: ModelVerdict }
  | { type: "phonemesChecked"; id: number; unknown: string[] }
  | { type: "chunk"; id: number; chunk: Chunk }
  | { type: "done"; id: number; memoryBytes: number }
  | { type: "failed"; id: number; error: SerializedEngineError };
