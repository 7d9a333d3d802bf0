import { instantVoiceId } from "../../src/shared/settings.ts";

/** Under which the session of the instant voice is kept in one language; an installed voice's is kept under its `voiceId`. */
export function instantSessionKey(espeakVoice: string): string {
  return `${instantVoiceId} ${espeakVoice}`;
}

/** The voice whose session has this key. */
export function voiceIdOf(sessionKey: string): string {
  return sessionKey.startsWith(`${instantVoiceId} `) ? instantVoiceId : sessionKey;
}
