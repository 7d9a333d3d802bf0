import { t } from "../src/shared/i18n.ts";
import type { Voice } from "../src/shared/protocol.ts";
import { instantVoiceId } from "../src/shared/settings.ts";

/** A voice's name as a person would write it: `hfc_female` as `Hfc female`. */
export function voiceName(voice: Voice): string {
  if (voice.voiceId === instantVoiceId) return t("instantVoice");
  const words = voice.name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The name of the voice `voiceId` among `voices`, or the id itself when it is not among them. */
export function voiceNameOf(voiceId: string, voices: Voice[]): string {
  const voice = voices.find((candidate) => candidate.voiceId === voiceId);
  return voice ? voiceName(voice) : voiceId;
}
