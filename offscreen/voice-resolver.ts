import { UserFacingError } from "../src/shared/errors.ts";
import { espeakVoiceFor } from "../src/shared/espeak-languages.ts";
import { instantVoiceId, type VoiceChoice } from "../src/shared/settings.ts";
import { formulaEdits } from "./formula-edits.ts";
import type { FormulaSpeech } from "./maths/formula-speech.ts";
import type { SessionCache } from "./sessions/session-cache.ts";
import { instantSessionKey } from "./sessions/session-key.ts";
import { threadCount } from "./sessions/thread-count.ts";
import type { Dictionary } from "./text/spoken/dictionary.ts";
import { spokenText } from "./text/spoken/spoken-text.ts";
import type { VoiceStore } from "./voice/store.ts";
import { createVoiceHandle, type HandleParts, type VoiceHandle } from "./voice-handle.ts";

/** Finds the voices that a user has chosen. */
export interface VoiceResolver {
  /** The packaged voice in a language (BCP 47). Throws `languageNotSpoken`. */
  instant(language: string): VoiceHandle;
  /** An installed voice. Rejects with `voiceNotInstalled`. */
  installed(choice: VoiceChoice): Promise<VoiceHandle>;
}

/** The memory that a session uses without a model. */
const emptySessionBytes = 56e6;

/**
 * `engineVersion` is part of every identity, so that clips of an engine that sounded different are not played. `dictionary` has what a person
 * wants to be said in another way, `sayFormula` the words for formulas. `onDamaged` is called for a
 * model that is not the one that was installed.
 */
export function createVoiceResolver(
  store: VoiceStore,
  sessions: SessionCache,
  assetsUrl: string,
  engineVersion: string,
  dictionary: Pick<Dictionary, "rulesFor">,
  sayFormula: FormulaSpeech["say"],
  onDamaged: (voiceId: string) => void,
): VoiceResolver {
  const handle = (parts: HandleParts): VoiceHandle =>
    createVoiceHandle({ ...parts, identity: `${engineVersion} ${parts.identity}` }, sessions, assetsUrl, onDamaged);

  const say =
    (espeakVoice: string, voiceId: string): VoiceHandle["spokenForm"] =>
    async ({ text, formulas }) =>
      spokenText(text, espeakVoice, dictionary.rulesFor(espeakVoice, voiceId), await formulaEdits(text, formulas, espeakVoice, sayFormula));

  return {
    instant(language) {
      const espeakVoice = espeakVoiceFor(language);
      if (!espeakVoice) throw new UserFacingError("languageNotSpoken", `no voice speaks ${language}`);
      const sessionKey = instantSessionKey(espeakVoice);
      return handle({
        choice: { voiceId: instantVoiceId, speakerId: 0 },
        identity: sessionKey,
        spokenForm: say(espeakVoice, instantVoiceId),
        sessionKey,
        minBytes: emptySessionBytes,
        source: async () => ({ kind: "instant", espeakVoice }),
      });
    },
    async installed(choice) {
      const { voice, model } = await store.read(choice.voiceId);
      const { voiceId, sha256, parameters, streams } = voice;
      return handle({
        choice: { voiceId, speakerId: Math.min(choice.speakerId, parameters.speakerCount - 1) },
        identity: `${voiceId} ${sha256} ${JSON.stringify(parameters)}`,
        spokenForm: say(parameters.espeakVoice, voiceId),
        sessionKey: voiceId,
        minBytes: emptySessionBytes + model.size,
        source: async () => ({ kind: "piper", model: await store.model(voiceId), sha256, parameters, streams, threads: threadCount() }),
      });
    },
  };
}
