import { UserFacingError } from "../src/shared/errors.ts";
import type { VoiceChoice } from "../src/shared/settings.ts";
import { openSession, type Session, type VoiceSource } from "./sessions/session.ts";
import type { SessionCache } from "./sessions/session-cache.ts";
import type { Sentence } from "./vocabulary.ts";
import type { SpokenForm } from "./text/spoken/spoken-form.ts";

/** A voice that can speak: the identity of its clips, and access to its session. */
export interface VoiceHandle {
  choice: VoiceChoice;
  /** Identifies the voice's exact files and the engine that speaks it. */
  identity: string;
  /** The text that the voice speaks in place of a written one, with the words for the formulas in it. */
  spokenForm(written: Pick<Sentence, "text" | "formulas">): Promise<SpokenForm>;
  /** The session, if it is open. */
  ready(): Session | undefined;
  /** The session, which is opened if necessary. Rejects with a `UserFacingError`. */
  open(): Promise<Session>;
  /** Opens the session before it is needed, like `SessionCache.openAhead`. */
  openAhead(spare: boolean, signal: AbortSignal): Promise<void>;
}

/** What a handle is made from. */
export interface HandleParts extends Pick<VoiceHandle, "choice" | "identity" | "spokenForm"> {
  /** The key of the session. */
  sessionKey: string;
  /** The minimum of memory that the session uses, in bytes. */
  minBytes: number;
  /** Returns what the session is opened from. It is read again for each opening, so that a removed voice is not opened. */
  source(): Promise<VoiceSource>;
}

/** Creates a handle. `onDamaged` is called if the model is not the one that was installed. */
export function createVoiceHandle(
  { choice, identity, spokenForm, sessionKey, minBytes, source }: HandleParts,
  sessions: SessionCache,
  assetsUrl: string,
  onDamaged: (voiceId: string) => void,
): VoiceHandle {
  const session = {
    minBytes,
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
    spokenForm,
    ready: () => sessions.ready(sessionKey),
    open: () => sessions.obtain(sessionKey, session),
    openAhead: (spare, signal) => sessions.openAhead(sessionKey, session, spare, signal),
  };
}
