import type { Voice } from "../src/shared/protocol.ts";
import { instantVoiceId } from "../src/shared/settings.ts";
import { recommendedVoice } from "../ui/recommended-voice.ts";
import { voicesFor } from "../ui/voice-list.ts";

/** The natural voice to offer first for a base language: an installed one, else the recommended one. */
export function suggestedVoice(language: string, voices: Voice[], locale: string): Voice | undefined {
  const natural = voicesFor(language, voices, locale, []).filter(({ voiceId }) => voiceId !== instantVoiceId);
  return natural.find(({ installed }) => installed) ?? recommendedVoice(language, voices, locale);
}
