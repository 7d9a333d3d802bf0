import type { Utterance } from "../../src/shared/protocol.ts";
import { defaultSettings, deliveryOf } from "../../src/shared/settings.ts";

/** A request to read `text` in English in one voice, at its own rate and full volume; `changes` says what is special about it. */
export function utteranceOf(
  text: string,
  voiceId: string,
  { language = "en", ...changes }: Partial<Utterance> & { language?: string } = {},
): Utterance {
  return {
    utteranceId: crypto.randomUUID(),
    text,
    truncated: false,
    passages: [{ start: 0, end: text.length, language, voice: { voiceId, speakerId: 0 } }],
    ...deliveryOf(defaultSettings),
    whileLoading: "wait",
    source: { tabId: null, frameId: 0, title: "", site: "" },
    address: "",
    isPrivate: false,
    mayGrow: false,
    requestedAt: Date.now(),
    ...changes,
  };
}
