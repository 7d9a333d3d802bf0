import type { SessionCache } from "./sessions/session-cache.ts";
import type { VoiceLibrary } from "./voice/library.ts";

/** Removes voices from disk, from memory and from the settings; rejects when one of the three could not be done. */
export interface VoiceRemoval {
  remove(voiceId: string): Promise<void>;
  removeAll(): Promise<void>;
}

/**
 * A voice is not installed any more before its sessions are closed, so that none is opened again behind the removal. `forgetVoices` drops
 * the voices from the settings.
 */
export function createVoiceRemoval(
  library: Pick<VoiceLibrary, "remove" | "removeAll">,
  sessions: Pick<SessionCache, "close" | "closeAll">,
  forgetVoices: (voiceIds: string[]) => Promise<void>,
): VoiceRemoval {
  return {
    async remove(voiceId) {
      await library.remove(voiceId).finally(() => sessions.close(voiceId));
      await forgetVoices([voiceId]);
    },
    async removeAll() {
      const voiceIds = await library.removeAll().finally(() => sessions.closeAll());
      await forgetVoices(voiceIds);
    },
  };
}
