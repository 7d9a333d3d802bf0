import { instantVoiceId } from "../../src/shared/settings.ts";

/** The key of the instant voice's session in one language. The key of an installed voice's session is its `voiceId`. */
export function instantSessionKey(espeakVoice: string): string {
  return `${instantVoiceId} ${espeakVoice}`;
}

/** The voice whose session has this key. */
export function voiceIdOf(sessionKey: string): string {
  return sessionKey.startsWith(`${instantVoiceId} `) ? instantVoiceId : sessionKey;
}
