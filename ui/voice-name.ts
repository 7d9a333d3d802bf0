import { t } from "../src/shared/i18n.ts";
import type { Voice } from "../src/shared/protocol.ts";
import { instantVoiceId } from "../src/shared/settings.ts";

/** The names that were shown last: a voice may be removed while it still reads. */
const lastNames = new Map<string, string>();

/** A voice's name as a person is shown it. */
export function voiceName({ voiceId, name }: Voice): string {
  return voiceId === instantVoiceId ? t("instantVoice") : name;
}

/** The name of the voice `voiceId` among `voices`, or what it was called when it was last among them; never an id. */
export function voiceNameOf(voiceId: string, voices: Voice[]): string {
  if (voiceId === instantVoiceId) return t("instantVoice");
  const name = voices.find((candidate) => candidate.voiceId === voiceId)?.name ?? lastNames.get(voiceId);
  // None are listed until the disk has been looked through.
  if (name === undefined) return voices.length === 0 ? t("naturalVoice") : t("removedVoice");
  lastNames.set(voiceId, name);
  return name;
}
