import { t } from "../src/shared/i18n.ts";
import type { Voice } from "../src/shared/protocol.ts";
import { instantVoiceId } from "../src/shared/settings.ts";

/** A voice's name as a person is shown it. */
export function voiceName({ voiceId, name }: Voice): string {
  return voiceId === instantVoiceId ? t("instantVoice") : name;
}

/** The name of the voice `voiceId` among `voices`, or the id itself when it is not among them. */
export function voiceNameOf(voiceId: string, voices: Voice[]): string {
  if (voiceId === instantVoiceId) return t("instantVoice");
  return voices.find((candidate) => candidate.voiceId === voiceId)?.name ?? voiceId;
}
