import { SpokenError } from "../src/shared/errors.ts";
import { espeakVoiceFor } from "../src/shared/espeak-languages.ts";
import { instantVoiceId, type VoiceChoice } from "../src/shared/settings.ts";
import type { Session } from "./synthesis/session.ts";
import { openSession } from "./synthesis/session.ts";
import type { SessionCache, SessionSource } from "./synthesis/session-cache.ts";
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
  /** Opens its session before it is needed, as `SessionCache.openAhead` does. */
  openAhead(spare: boolean, signal: AbortSignal): Promise<void>;
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

/** How many threads a Piper voice computes with. */
export function threadCount(): number {
  return crossOriginIsolated ? Math.min(navigator.hardwareConcurrency, mostThreads) : 1;
}

/** What a session takes before there is a model in it. */
const emptySessionBytes = 56e6;

/** The voice whose session has this key. */
export function voiceIdOf(sessionKey: string): string {
  return sessionKey.startsWith(`${instantVoiceId} `) ? instantVoiceId : sessionKey;
}

/**
 * `engineVersion` is part of every identity, so that clips of an engine that sounded different are not played; `onDamaged` hears of a
 * model that is not what was installed.
 */
export function createVoicings(
  store: VoiceStore,
  sessions: SessionCache,
  assetsUrl: string,
  engineVersion: string,
  onDamaged: (voiceId: string) => void,
): Voicings {
  const voicing = (key: string, identity: string, choice: VoiceChoice, engine: () => Promise<EngineSource>, leastBytes: number): Voicing => {
    const source: SessionSource = {
      leastBytes,
      open: async (onDied, signal) => {
        try {
          // Its files are looked up now: one that was removed meanwhile is not opened.
          return await openSession(await engine(), assetsUrl, onDied, signal);
        } catch (thrown) {
          if (thrown instanceof SpokenError && thrown.code === "voiceDamaged") onDamaged(choice.voiceId);
          throw thrown;
        }
      },
    };
    return {
      choice,
      identity: `${engineVersion} ${identity}`,
      ready: () => sessions.ready(key),
      open: () => sessions.obtain(key, source),
      openAhead: (spare, signal) => sessions.openAhead(key, source, spare, signal),
    };
  };

  return {
    instant(language) {
      const espeakVoice = espeakVoiceFor(language);
      if (!espeakVoice) throw new SpokenError("languageNotSpoken", `no voice speaks ${language}`);
      const key = `${instantVoiceId} ${espeakVoice}`;
      return voicing(key, key, { voiceId: instantVoiceId, speakerId: 0 }, async () => ({ kind: "instant", espeakVoice }), emptySessionBytes);
    },
    async installed(choice) {
      const { voice, model } = await store.read(choice.voiceId);
      const speakerId = Math.min(choice.speakerId, voice.parameters.speakerCount - 1);
      return voicing(
        voice.voiceId,
        `${voice.voiceId} ${voice.sha256} ${JSON.stringify(voice.parameters)}`,
        { voiceId: voice.voiceId, speakerId },
        async () => ({
          kind: "piper",
          model: await store.model(voice.voiceId),
          sha256: voice.sha256,
          parameters: voice.parameters,
          inPieces: voice.speaksInPieces,
          threads: threadCount(),
        }),
        emptySessionBytes + model.size,
      );
    },
  };
}
