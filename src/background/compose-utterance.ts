import { baseLanguage } from "../shared/languages.ts";
import type { Utterance } from "../shared/protocol.ts";
import { instantVoiceId, type Settings } from "../shared/settings.ts";
import type { Selection } from "./page/read-selection.ts";

/** Text, settings and language make an utterance. */
export function composeUtterance(
  { text, truncated }: Selection,
  language: string,
  settings: Settings,
  { isPrivate, requestedAt }: Pick<Utterance, "isPrivate" | "requestedAt">,
): Utterance {
  return {
    utteranceId: crypto.randomUUID(),
    text,
    truncated,
    language,
    voice: settings.voices[baseLanguage(language)] ?? { voiceId: instantVoiceId, speakerId: 0 },
    rate: settings.rate,
    volume: settings.volume,
    whileLoading: settings.whileLoading,
    isPrivate,
    requestedAt,
  };
}
