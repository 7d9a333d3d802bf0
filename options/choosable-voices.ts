import type { Voice } from "../src/shared/protocol.ts";
import { voicesFor } from "../ui/voice-list.ts";

/** A voice that can read a language, and whether it is installed. */
export interface ChoosableVoice {
  voice: Voice;
  isInstalled: boolean;
}

/** The voices to choose from for a base language: the installed ones, and the chosen one (`chosenId`) even if it is not installed. */
export function choosableVoices(language: string, voices: Voice[], chosenId: string, locale: string): ChoosableVoice[] {
  const installedVoices = voicesFor(language, voices, locale, []).filter(({ installed }) => installed);
  const choosable = installedVoices.map((voice) => ({ voice, isInstalled: true }));
  if (installedVoices.some(({ voiceId }) => voiceId === chosenId)) return choosable;
  const chosen = voices.find(({ voiceId }) => voiceId === chosenId);
  return chosen ? [...choosable, { voice: chosen, isInstalled: false }] : choosable;
}
