import { reportError } from "../src/shared/diagnostic-log.ts";
import { isAbort, UserFacingError } from "../src/shared/errors.ts";
import type { Narration, Passage, Utterance } from "../src/shared/protocol.ts";
import { instantVoiceId, type VoiceChoice } from "../src/shared/settings.ts";
import type { VoiceHandle } from "./voice-handle.ts";
import type { VoiceResolver } from "./voice-resolver.ts";

/** Who speaks a sentence, and why it is not the chosen voice if it is not. */
export interface SelectedVoice {
  voice: VoiceHandle;
  standIn: Narration["standIn"];
}

/** A voice that was selected, with what the lookup found of its sound: then the voice itself is not needed. */
interface Selection<Clip> extends SelectedVoice {
  clip: Clip | undefined;
}

/** What is to be spoken: in which language, by which voice, and by which voice while that one opens (the instant voice if there is none, or if it is not open). */
export interface WantedVoice extends Pick<Passage, "language" | "voice"> {
  meanwhile?: VoiceChoice | undefined;
}

/** Selects, sentence by sentence of one utterance, which voice speaks. */
export interface VoiceSelection {
  /** `findClip` looks up whether a voice's sound of this sentence was kept. Rejects with an `AbortError` if the voice was closed while it opened. */
  select<Clip>(wanted: WantedVoice, findClip: (voice: VoiceHandle) => Promise<Clip | undefined>): Promise<Selection<Clip>>;
  /** Tells that a selected voice could not speak; returns whether another attempt at the sentence makes sense. */
  failed(selected: SelectedVoice): boolean;
}

/** How often a voice may fail in one utterance before the instant voice reads the rest, or, where that is the one, before it ends. */
const toleratedFailures = 1;

/**
 * The chosen voice speaks when it is open, when the sound is on disk, or when the person would rather wait for it; else another stands
 * in, the chosen one opens meanwhile, and `onOpened` is called when it can take over.
 */
export function createVoiceSelection(resolver: VoiceResolver, whileLoading: Utterance["whileLoading"], onOpened: () => void): VoiceSelection {
  const failures = new Map<string, number>();
  const failuresOf = (voiceId: string): number => failures.get(voiceId) ?? 0;

  /** A voice that was closed while it opened has not failed. */
  const countFailure = (voiceId: string, thrown: unknown, count: number): boolean => {
    if (isAbort(thrown)) return false;
    reportError("session", thrown);
    failures.set(voiceId, failuresOf(voiceId) + count);
    return true;
  };

  /** Who speaks in place of the chosen voice. */
  const standInFor = async ({ language, meanwhile }: WantedVoice): Promise<VoiceHandle> => {
    const before = meanwhile && meanwhile.voiceId !== instantVoiceId ? await resolver.installed(meanwhile).catch(() => undefined) : undefined;
    return before?.ready() ? before : resolver.instant(language);
  };

  return {
    async select(wanted, findClip) {
      const { language, voice: choice } = wanted;
      const instead = async (standIn: Narration["standIn"]) => {
        const voice = await standInFor(wanted);
        return { voice, standIn, clip: await findClip(voice) };
      };
      if (choice.voiceId === instantVoiceId) {
        const voice = resolver.instant(language);
        return { voice, standIn: null, clip: await findClip(voice) };
      }
      let voice: VoiceHandle;
      try {
        voice = await resolver.installed(choice);
      } catch (thrown) {
        if (thrown instanceof UserFacingError && thrown.code === "voiceNotInstalled") return instead("notInstalled");
        // A disk that cannot be read now is asked again for the next sentence.
        reportError("session", thrown);
        return instead("failed");
      }
      const chosen = { voice, standIn: null, clip: await findClip(voice) };
      if (chosen.clip !== undefined) return chosen;
      if (failuresOf(choice.voiceId) > toleratedFailures) return instead("failed");
      if (voice.ready()) return chosen;
      const opening = voice.open();
      if (whileLoading === "instant") {
        opening.then(onOpened, (thrown: unknown) => countFailure(choice.voiceId, thrown, 1));
        return instead("loading");
      }
      try {
        await opening;
        return chosen;
      } catch (thrown) {
        if (!countFailure(choice.voiceId, thrown, toleratedFailures + 1)) throw thrown;
        return instead("failed");
      }
    },
    failed({ voice: { choice } }) {
      failures.set(choice.voiceId, failuresOf(choice.voiceId) + 1);
      return choice.voiceId !== instantVoiceId || failuresOf(choice.voiceId) <= toleratedFailures;
    },
  };
}
