import {
  openInstantVoice,
  openVoice,
  type Chunk,
  type PhonemeRange,
  type Voice,
  type VoiceEvents,
  type VoiceParameters,
} from "../../engine/index.ts";
import { userFacing } from "./user-facing.ts";

/**
 * What a session is opened from: the instant voice in one language, or an installed Piper voice. `streams` is true if the model was
 * verified to stream.
 */
export type VoiceSource =
  | { kind: "instant"; espeakVoice: string }
  | { kind: "piper"; model: Blob; sha256: string; parameters: VoiceParameters; streams: boolean; threads: number };

/** A loaded voice in a worker of its own, ready to speak. */
export interface Session extends Pick<Voice, "isBusy" | "memoryBytes" | "close"> {
  /** Like the engine's `speak`, but rejects with a `UserFacingError`, or with an `AbortError` when the session was closed. */
  speak(
    text: string,
    speakerId: number,
    urgentRate: number | undefined,
    signal: AbortSignal,
    phonemes?: readonly PhonemeRange[],
  ): AsyncGenerator<Chunk, void, undefined>;
  /** Like the engine's `unknownSymbols`, but rejects as `speak` does. */
  unknownSymbols: Voice["unknownSymbols"];
}

/** Opens a voice. `assetsUrl` is the folder of the engine's files. Rejects with a `UserFacingError`, or with the signal's reason. */
export async function openSession(source: VoiceSource, assetsUrl: string, events: VoiceEvents, signal: AbortSignal): Promise<Session> {
  const options = { ...events, assetsUrl, signal };
  const opening =
    source.kind === "instant"
      ? openInstantVoice(source.espeakVoice, options)
      : openVoice({ model: source.model, config: source.parameters }, { ...source, ...options });
  const voice = await opening.catch((thrown: unknown) => {
    throw userFacing(thrown);
  });
  return {
    ...voice,
    async *speak(text, speakerId, urgentRate, signal, phonemes) {
      try {
        yield* voice.speak(text, { speakerId, urgentRate, signal, ...(phonemes ? { phonemes } : {}) });
      } catch (thrown) {
        throw userFacing(thrown);
      }
    },
    unknownSymbols: (phonemes) =>
      voice.unknownSymbols(phonemes).catch((thrown: unknown) => {
        throw userFacing(thrown);
      }),
  };
}
