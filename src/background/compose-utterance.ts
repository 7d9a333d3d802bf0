import type { Utterance } from "../shared/protocol.ts";
import { chosenVoice, type Settings } from "../shared/settings.ts";
import type { Selection } from "./page/read-selection.ts";

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
