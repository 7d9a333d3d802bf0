import { log, noteTrouble } from "../src/shared/diagnostic-log.ts";
import { isAbort, SpokenError, toWireError } from "../src/shared/errors.ts";
import type { Narration, Passage, Utterance } from "../src/shared/protocol.ts";
import { instantVoiceId } from "../src/shared/settings.ts";
import type { Voicing, Voicings } from "./voicing.ts";

/** Who speaks, and why it is not the chosen voice if it is not. */
export interface Role {
  voicing: Voicing;
  standIn: Narration["standIn"];
}

/** Decides, sentence by sentence of one utterance, which voice speaks. */
export interface Casting {
  /**
   * `hasClip` tells whether a voice's sound of this sentence was kept, so that the voice itself is not needed; the last voice it is asked
   * about is the one that is cast. Rejects with an `AbortError` if the voice was closed while it opened.
   */
  roleFor(hasClip: (voicing: Voicing) => Promise<boolean>): Promise<Role>;
  /** Tells that a role could not speak; returns whether another attempt at the sentence makes sense. */
  failed(role: Role): boolean;
}

/** How often a voice may fail in one utterance before the instant voice reads the rest, or, where that is the one, before it ends. */
const toleratedFailures = 1;

/**
 * The chosen voice speaks when it is open, when the sound is on disk, or when the person would rather wait for it; else the instant
 * voice stands in and the chosen one, opened meanwhile, takes over at a later sentence.
 */
export function createCasting({ voice: choice, language, whileLoading }: Pick<Passage, "voice" | "language"> & Pick<Utterance, "whileLoading">, voicings: Voicings): Casting {
  let failures = 0;
  let instantFailures = 0;

  /** A voice that was closed while it opened has not failed. */
  const isFailure = (thrown: unknown): boolean => {
    if (isAbort(thrown)) return false;
    log({ event: "trouble", where: "session", code: toWireError(thrown).code });
    return true;
  };

  return {
    async roleFor(hasClip) {
      const instant = async (standIn: Role["standIn"]): Promise<Role> => {
        const voicing = voicings.instant(language);
        await hasClip(voicing);
        return { voicing, standIn };
      };
      if (choice.voiceId === instantVoiceId) return instant(null);
      let voicing: Voicing;
      try {
        voicing = await voicings.installed(choice);
      } catch (thrown) {
        if (thrown instanceof SpokenError && thrown.code === "voiceNotInstalled") return instant("notInstalled");
        // A disk that cannot be read now is asked again for the next sentence.
        noteTrouble("session", thrown);
        return instant("failed");
      }
      if (await hasClip(voicing)) return { voicing, standIn: null };
      if (failures > toleratedFailures) return instant("failed");
      if (voicing.ready()) return { voicing, standIn: null };
      const opening = voicing.open();
      if (whileLoading === "instant") {
        opening.catch((thrown: unknown) => (failures += isFailure(thrown) ? 1 : 0));
        return instant("loading");
      }
      try {
        await opening;
        return { voicing, standIn: null };
      } catch (thrown) {
        if (!isFailure(thrown)) throw thrown;
        failures = toleratedFailures + 1;
        return instant("failed");
      }
    },
    failed({ voicing }) {
      if (voicing.choice.voiceId === instantVoiceId) return ++instantFailures <= toleratedFailures;
      failures++;
      return true;
    },
  };
}
