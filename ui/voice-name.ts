import { t } from "../src/shared/i18n.ts";
import type { Voice } from "../src/shared/protocol.ts";
import { instantVoiceId } from "../src/shared/settings.ts";

/** The last known names, because a voice may be removed while it still reads. */
const lastNames = new Map<string, string>();

/** A voice's name as it is shown. */
export function voiceName({ voiceId, name }: Voice): string {
  return voiceId === instantVoiceId ? t("instantVoice") : name;
}

/** The name of the voice `voiceId` in `voices`, or its last known name. Never an id. */
export function voiceNameOf(voiceId: string, voices: Voice[]): string {
  if (voiceId === instantVoiceId) return t("instantVoice");
  const name = voices.find((candidate) => candidate.voiceId === voiceId)?.name ?? lastNames.get(voiceId);
  // The list is empty until the voices on disk have been read.
  if (name === undefined) return voices.length === 0 ? t("naturalVoice") : t("removedVoice");
  lastNames.set(voiceId, name);
  return name;
}
