import { SpokenError } from "../src/shared/errors.ts";
import { espeakVoiceFor } from "../src/shared/espeak-languages.ts";
import { instantVoiceId, type VoiceChoice } from "../src/shared/settings.ts";
import type { Session } from "./synthesis/session.ts";
import { openSession } from "./synthesis/session.ts";
import type { SessionCache } from "./synthesis/session-cache.ts";
import type { EngineSource } from "./synthesis/worker/messages.ts";
import type { VoiceStore } from "./voice/store.ts";

/** A voice that can be asked to speak: what its clips are kept under, and how to get at its session. */
export interface Voicing {
  choice: VoiceChoice;
  /** Names the voice's exact files and the engine that speaks it. */
  identity: string;
  /** Its session if it is open now. */
  ready(): Session | undefined;
  /** Its session, opened unless it is open; rejects with a `SpokenError`. */
  open(): Promise<Session>;
}

/** Finds voices by what a person chose. */
export interface Voicings {
  /** The packaged voice in a language (BCP 47); throws `languageNotSpoken`. */
  instant(language: string): Voicing;
  /** An installed voice; rejects with `voiceNotInstalled`. */
  installed(choice: VoiceChoice): Promise<Voicing>;
}

/** Threads beyond this number did not make one sentence faster. */
const mostThreads = 4;

/** `engineVersion` is part of every identity, so that clips of an engine that sounded different are not played. */
export function createVoicings(
  store: VoiceStore,
  sessions: SessionCache,
  assetsUrl: string,
  engineVersion: string,
): Voicings {
  const voicing = (key: string, identity: string, choice: VoiceChoice, source: EngineSource): Voicing => ({
    choice,
    identity: `${engineVersion} ${identity}`,
    ready: () => sessions.ready(key),
    open: () => sessions.obtain(key, (onDied) => openSession(source, assetsUrl, onDied)),
  });

  return {
    instant(language) {
      const espeakVoice = espeakVoiceFor(language);
      if (!espeakVoice) throw new SpokenError("languageNotSpoken", `no voice speaks ${language}`);
      const key = `${instantVoiceId} ${espeakVoice}`;
      return voicing(key, key, { voiceId: instantVoiceId, speakerId: 0 }, { kind: "instant", espeakVoice });
    },
    async installed(choice) {
      const { voice, model } = await store.read(choice.voiceId);
      const threads = crossOriginIsolated ? Math.min(navigator.hardwareConcurrency, mostThreads) : 1;
      const speakerId = Math.min(choice.speakerId, voice.parameters.speakerCount - 1);
      return voicing(
        voice.voiceId,
        `${voice.voiceId} ${voice.sha256} ${JSON.stringify(voice.parameters)}`,
        { voiceId: voice.voiceId, speakerId },
        { kind: "piper", model, sha256: voice.sha256, parameters: voice.parameters, threads },
      );
    },
  };
}
