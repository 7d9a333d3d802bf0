import type { SerializedEngineError } from "./engine-error.ts";
import type { Chunk } from "./pcm.ts";
import type { ModelVerdict } from "./model-verdict.ts";
import type { VoiceParameters } from "./voice-config.ts";

/** What a worker is told to load: the instant voice in one language, or one Piper voice. */
export type VoiceSource = { kind: "instant"; espeakVoice: string } | PiperSource;

/** A Piper voice: its model, the SHA-256 that it must have (hexadecimal) if any, and whether it was verified to stream. */
export interface PiperSource {
  kind: "piper";
  model: Blob;
  sha256: string | undefined;
  parameters: VoiceParameters;
  streams: boolean;
  threads: number;
}

/** To the worker: `open` once, then texts, which `id` numbers; or `verify` alone. */
export type WorkerRequest =
  | { type: "open"; source: VoiceSource; assetsUrl: string }
  | { type: "verify"; model: Blob; speakerCount: number; assetsUrl: string }
  | { type: "speak"; id: number; text: string; speakerId: number }
  /** So many seconds of a text's sound were taken by whoever listens. */
  | { type: "taken"; id: number; seconds: number }
  | { type: "cancel"; id: number };

/** From the worker: the chunks of a text's sound come in order, then `done` or `failed`. `share` is 0 to 1. */
export type WorkerEvent =
  | { type: "opened"; memoryBytes: number }
  | { type: "openFailed"; error: SerializedEngineError }
  | { type: "verifying"; share: number }
  | { type: "verified"; verdict: ModelVerdict }
  | { type: "chunk"; id: number; chunk: Chunk }
  | { type: "done"; id: number; memoryBytes: number }
  | { type: "failed"; id: number; error: SerializedEngineError };
