import { log } from "../src/shared/diagnostic-log.ts";
import { isAbort, SpokenError, toWireError } from "../src/shared/errors.ts";
import type { Narration, Passage, Utterance } from "../src/shared/protocol.ts";
import { instantVoiceId, type VoiceChoice } from "../src/shared/settings.ts";
import type { Voicing, Voicings } from "./voicing.ts";

/** Who speaks, and why it is not the chosen voice if it is not. */
export interface Role {
  voicing: Voicing;
  standIn: Narration["standIn"];
}

/** What is to be spoken: in which language, by which voice, and by which voice while that one opens (the instant voice if there is none, or if it is not open). */
export interface Part extends Pick<Passage, "language" | "voice"> {
  meanwhile?: VoiceChoice | undefined;
}

/** Decides, sentence by sentence of one utterance, which voice speaks. */
export interface Casting {
  /**
   * `hasClip` tells whether a voice's sound of this sentence was kept, so that the voice itself is not needed; the last voice it is asked
   * about is the one that is cast. Rejects with an `AbortError` if the voice was closed while it opened.
   */
  roleFor(part: Part, hasClip: (voicing: Voicing) => Promise<boolean>): Promise<Role>;
  /** Tells that a role could not speak; returns whether another attempt at the sentence makes sense. */
  failed(role: Role): boolean;
}

/** How often a voice may fail in one utterance before the instant voice reads the rest, or, where that is the one, before it ends. */
const toleratedFailures = 1;

/**
 * The chosen voice speaks when it is open, when the sound is on disk, or when the person would rather wait for it; else another stands
 * in, the chosen one opens meanwhile, and `onOpened` is called when it can take over.
 */
export function createCasting(voicings: Voicings, whileLoading: Utterance["whileLoading"], onOpened: () => void): Casting {
  const failures = new Map<string, number>();
  const failuresOf = (voiceId: string): number => failures.get(voiceId) ?? 0;

  /** A voice that was closed while it opened has not failed. */
  const countFailure = (voiceId: string, thrown: unknown, count: number): boolean => {
    if (isAbort(thrown)) return false;
    log({ event: "trouble", where: "session", code: toWireError(thrown).code });
    failures.set(voiceId, failuresOf(voiceId) + count);
    return true;
  };

  return {
    async roleFor({ language, voice: choice, meanwhile }, hasClip) {
      const cast = async (voicing: Voicing, standIn: Role["standIn"]): Promise<Role> => {
        await hasClip(voicing);
        return { voicing, standIn };
      };
      const instead = async (standIn: Role["standIn"]): Promise<Role> => {
        const before = meanwhile && meanwhile.voiceId !== instantVoiceId ? await voicings.installed(meanwhile).catch(() => undefined) : undefined;
        return cast(before?.ready() ? before : voicings.instant(language), standIn);
      };
      if (choice.voiceId === instantVoiceId) return cast(voicings.instant(language), null);
      let voicing: Voicing;
      try {
        voicing = await voicings.installed(choice);
      } catch (thrown) {
        if (thrown instanceof SpokenError && thrown.code === "voiceNotInstalled") return instead("notInstalled");
        // A disk that cannot be read now is asked again for the next sentence.
        log({ event: "trouble", where: "session", code: toWireError(thrown).code });
        return instead("failed");
      }
      if (await hasClip(voicing)) return { voicing, standIn: null };
      if (failuresOf(choice.voiceId) > toleratedFailures) return instead("failed");
      if (voicing.ready()) return { voicing, standIn: null };
      const opening = voicing.open();
      if (whileLoading === "instant") {
        opening.then(onOpened, (thrown: unknown) => countFailure(choice.voiceId, thrown, 1));
        return instead("loading");
      }
      try {
        await opening;
        return { voicing, standIn: null };
      } catch (thrown) {
        if (!countFailure(choice.voiceId, thrown, toleratedFailures + 1)) throw thrown;
        return instead("failed");
      }
    },
    failed({ voicing: { choice } }) {
      failures.set(choice.voiceId, failuresOf(choice.voiceId) + 1);
      return choice.voiceId !== instantVoiceId || failuresOf(choice.voiceId) <= toleratedFailures;
    },
  };
}
