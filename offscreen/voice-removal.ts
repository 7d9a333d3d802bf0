import type { SessionCache } from "./sessions/session-cache.ts";
import type { VoiceLibrary } from "./voice/library.ts";

/** Removes voices from disk, memory and settings. Rejects if any of the three failed. */
export interface VoiceRemoval {
  remove(voiceId: string): Promise<void>;
  removeAll(): Promise<void>;
}

/**
 * The voice is removed from disk before its sessions are closed, so that no session opens again after the removal. `forgetVoices` removes
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
