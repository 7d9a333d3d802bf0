import type { Voice } from "../src/shared/protocol.ts";
import { voicesFor } from "../ui/voice-list.ts";

/** A voice that a language can be read by, and whether it is on the device. */
export interface ChoosableVoice {
  voice: Voice;
  isThere: boolean;
}

/** The voices to choose among for a base language: those on the device, and the one that is chosen (`chosenId`) even if it is not there or no longer known. */
export function choosableVoices(language: string, voices: Voice[], chosenId: string, locale: string): ChoosableVoice[] {
  const there = voicesFor(language, voices, locale, []).filter(({ installed }) => installed);
  const choosable = there.map((voice) => ({ voice, isThere: true }));
  if (there.some(({ voiceId }) => voiceId === chosenId)) return choosable;
  const chosen = voices.find(({ voiceId }) => voiceId === chosenId);
  return chosen ? [...choosable, { voice: chosen, isThere: false }] : choosable;
}
