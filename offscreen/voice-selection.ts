import { reportError } from "../src/shared/diagnostic-log.ts";
import { isAbort, UserFacingError } from "../src/shared/errors.ts";
import type { Narration, Passage, Utterance } from "../src/shared/protocol.ts";
import { instantVoiceId, type VoiceChoice } from "../src/shared/settings.ts";
import type { VoiceHandle } from "./voice-handle.ts";
import type { VoiceResolver } from "./voice-resolver.ts";

/** The voice that speaks a sentence, and, if it is not the chosen one, the reason. */
export interface SelectedVoice {
  voice: VoiceHandle;
  standIn: Narration["standIn"];
}

/** A selected voice and the clip that the lookup found. With a clip, the voice itself is not needed. */
interface Selection<Clip> extends SelectedVoice {
  clip: Clip | undefined;
}

/**
 * What is to be spoken: the language, the chosen voice, and the voice that was chosen before. The previous voice stands in while the chosen
 * one opens; if it is missing or not open, the instant voice does.
 */
export interface WantedVoice extends Pick<Passage, "isQuote" | "language" | "saying" | "voice"> {
  previousVoice?: VoiceChoice | undefined;
}

/** Selects the voice for each sentence of an utterance. */
export interface VoiceSelection {
  /** `findClip` looks up a voice's stored sound of this sentence. Rejects with an `AbortError` if the voice was closed while it opened. */
  select<Clip>(wanted: WantedVoice, findClip: (voice: VoiceHandle) => Promise<Clip | undefined>): Promise<Selection<Clip>>;
  /** Reports that a selected voice could not speak. Returns true if the sentence should be tried again. */
  failed(selected: SelectedVoice): boolean;
}

/**
 * How often a voice may fail in one utterance. After that the instant voice reads the rest; if it is the instant voice, the utterance
 * fails.
 */
const toleratedFailures = 1;

/**
 * The chosen voice speaks if it is open, if the clip exists, or if the user prefers to wait for it. Otherwise another voice stands in while
 * the chosen one opens, and `onOpened` is called when the chosen one is ready.
 */
export function createVoiceSelection(
  resolver: VoiceResolver,
  whileLoading: Utterance["whileLoading"],
  onOpened: () => void,
): VoiceSelection {
  const failures = new Map<string, number>();
  const failuresOf = (voiceId: string): number => failures.get(voiceId) ?? 0;

  /** Counts a failure, unless the voice was only closed while it opened. Returns true if it counted. */
  const countFailure = (voiceId: string, thrown: unknown, count: number): boolean => {
    if (isAbort(thrown)) return false;
    reportError("session", thrown);
    failures.set(voiceId, failuresOf(voiceId) + count);
    return true;
  };

  /** The voice that speaks in place of the chosen one. */
  const standInFor = async ({ language, previousVoice }: WantedVoice): Promise<VoiceHandle> => {
    const previous =
      previousVoice && previousVoice.voiceId !== instantVoiceId
        ? await resolver.installed(previousVoice).catch(() => undefined)
        : undefined;
    return previous?.ready() ? previous : resolver.instant(language);
  };

  return {
    async select(wanted, findClip) {
      const { language, voice: choice } = wanted;
      const useStandIn = async (standIn: Narration["standIn"]) => {
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
        if (thrown instanceof UserFacingError && thrown.code === "voiceNotInstalled") return useStandIn("notInstalled");
        // The disk cannot be read now. The next sentence tries again.
        reportError("session", thrown);
        return useStandIn("failed");
      }
      const chosen = { voice, standIn: null, clip: await findClip(voice) };
      if (chosen.clip !== undefined) return chosen;
      if (failuresOf(choice.voiceId) > toleratedFailures) return useStandIn("failed");
      if (voice.ready()) return chosen;
      const opening = voice.open();
      if (whileLoading === "instant") {
        opening.then(onOpened, (thrown: unknown) => countFailure(choice.voiceId, thrown, 1));
        return useStandIn("loading");
      }
      try {
        await opening;
        return chosen;
      } catch (thrown) {
        if (!countFailure(choice.voiceId, thrown, toleratedFailures + 1)) throw thrown;
        return useStandIn("failed");
      }
    },
    failed({ voice: { choice } }) {
      failures.set(choice.voiceId, failuresOf(choice.voiceId) + 1);
      return choice.voiceId !== instantVoiceId || failuresOf(choice.voiceId) <= toleratedFailures;
    },
  };
}
