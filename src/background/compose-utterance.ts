import { baseLanguage } from "../shared/languages.ts";
import type { Utterance } from "../shared/protocol.ts";
import type { Selection } from "../shared/selection.ts";
import { instantVoiceId, type Settings, type VoiceChoice } from "../shared/settings.ts";

/** The voice that a person chose for a language (BCP 47), or the instant voice. */
export function chosenVoice(language: string, { voices }: Pick<Settings, "voices">): VoiceChoice {
  return voices[baseLanguage(language)] ?? { voiceId: instantVoiceId, speakerId: 0 };
}

/** Text, settings and language make an utterance. */
export function composeUtterance(
  { text, truncated }: Selection,
  language: string,
  settings: Settings,
  { tabId, isPrivate, requestedAt }: Pick<Utterance, "tabId" | "isPrivate" | "requestedAt">,
): Utterance {
  return {
    utteranceId: crypto.randomUUID(),
    text,
    truncated,
    passages: [{ start: 0, end: text.length, language, voice: chosenVoice(language, settings) }],
    rate: settings.rate,
    volume: settings.volume,
    whileLoading: settings.whileLoading,
    tabId,
    isPrivate,
    requestedAt,
  };
}
