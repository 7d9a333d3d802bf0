import type { Voice } from "../src/shared/protocol.ts";
import { instantVoiceId } from "../src/shared/settings.ts";

/**
 * `voices` in the order of what the user probably needs now: the chosen one, those that are downloading, the instant voice, the installed
 * ones, the others.
 */
export function orderVoices(voices: Voice[], chosenId: string, downloadingIds: string[]): Voice[] {
  const rank = ({ voiceId, installed }: Voice): number => {
    if (voiceId === chosenId) return 0;
    if (downloadingIds.includes(voiceId)) return 1;
    if (voiceId === instantVoiceId) return 2;
    return installed ? 3 : 4;
  };
  return [...voices].sort((a, b) => rank(a) - rank(b));
}
