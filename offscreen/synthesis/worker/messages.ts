import type { WireError } from "../../../src/shared/errors.ts";
import type { Pcm, VoiceParameters } from "../../vocabulary.ts";

/** What a worker is told to load: either the instant voice in one language, or one Piper voice. */
export type EngineSource =
  | { kind: "instant"; espeakVoice: string }
  | { kind: "piper"; model: File; sha256: string; parameters: VoiceParameters; threads: number };

/** From the session to its worker. `id` numbers the sentences. */
export type WorkerRequest =
  | { type: "open"; source: EngineSource; assetsUrl: string }
  | { type: "synthesise"; id: number; text: string; speakerId: number }
  | { type: "cancel"; id: number };

/** From the worker to its session: pieces of a sentence's sound come in order, then `done` or `failed`. */
export type WorkerEvent =
  | { type: "opened"; memoryBytes: number }
  | { type: "openFailed"; error: WireError }
  | { type: "piece"; id: number; pcm: Pcm }
  | { type: "done"; id: number; memoryBytes: number }
  | { type: "failed"; id: number; error: WireError };
