import type { WireError } from "../../../src/shared/errors.ts";
import type { Chunk, VoiceParameters } from "../../vocabulary.ts";

/** What a worker is told to load: the instant voice in one language, or one Piper voice, in pieces if it was verified to speak so. */
export type EngineSource =
  | { kind: "instant"; espeakVoice: string }
  | { kind: "piper"; model: File; sha256: string; parameters: VoiceParameters; inPieces: boolean; threads: number };

/** To the worker: `open` once, then sentences, which `id` numbers; or `verify` alone. */
export type WorkerRequest =
  | { type: "open"; source: EngineSource; assetsUrl: string }
  | { type: "verify"; model: File; assetsUrl: string }
  | { type: "synthesise"; id: number; text: string; speakerId: number }
  | { type: "cancel"; id: number };

/** From the worker to its session: chunks of a sentence's sound come in order, then `done` or `failed`. */
export type WorkerEvent =
  | { type: "opened"; memoryBytes: number }
  | { type: "openFailed"; error: WireError }
  | { type: "verified"; speaksInPieces: boolean }
  | { type: "chunk"; id: number; chunk: Chunk }
  | { type: "done"; id: number; memoryBytes: number }
  | { type: "failed"; id: number; error: WireError };
