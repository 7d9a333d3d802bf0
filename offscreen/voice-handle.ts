import { UserFacingError } from "../src/shared/errors.ts";
import type { VoiceChoice } from "../src/shared/settings.ts";
import { openSession, type Session, type VoiceSource } from "./sessions/session.ts";
import type { SessionCache } from "./sessions/session-cache.ts";

/** A voice that can be asked to speak: what its clips are kept under, and how to get at its session. */
export interface VoiceHandle {
  choice: VoiceChoice;
  /** Names the voice's exact files and the engine that speaks it. */
  identity: string;
  /** Its session if it is open now. */
  ready(): Session | undefined;
  /** Its session, opened unless it is open; rejects with a `UserFacingError`. */
  open(): Promise<Session>;
  /** Opens its session before it is needed, as `SessionCache.openAhead` does. */
  openAhead(spare: boolean, signal: AbortSignal): Promise<void>;
}

/** What a handle is made of. */
export interface HandleParts extends Pick<VoiceHandle, "choice" | "identity"> {
  /** Under which the session is kept. */
  sessionKey: string;
  /** The memory that its session takes at least, in bytes. */
  leastBytes: number;
  /** What the session is opened from, looked up when it is opened: a voice that was removed meanwhile is not opened. */
  source(): Promise<VoiceSource>;
}

/** Makes a handle; `onDamaged` hears of a model that is not what was installed. */
export function createVoiceHandle(
  { choice, identity, sessionKey, leastBytes, source }: HandleParts,
  sessions: SessionCache,
  assetsUrl: string,
  onDamaged: (voiceId: string) => void,
): VoiceHandle {
  const session = {
    leastBytes,
    open: async (...[events, signal]: Parameters<Parameters<SessionCache["obtain"]>[1]["open"]>) => {
      try {
        return await openSession(await source(), assetsUrl, events, signal);
      } catch (thrown) {
        if (thrown instanceof UserFacingError && thrown.code === "voiceDamaged") onDamaged(choice.voiceId);
        throw thrown;
      }
    },
  };
  return {
    choice,
    identity,
    ready: () => sessions.ready(sessionKey),
    open: () => sessions.obtain(sessionKey, session),
    openAhead: (spare, signal) => sessions.openAhead(sessionKey, session, spare, signal),
  };
}
