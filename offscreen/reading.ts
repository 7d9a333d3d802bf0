import { UserFacingError } from "../src/shared/errors.ts";
import type { Passage, Utterance } from "../src/shared/protocol.ts";
import { createWaiters } from "../src/shared/waiters.ts";
import { isSameVoice, type VoiceChoice } from "../src/shared/settings.ts";
import type { Clips } from "./cache/clip-cache.ts";
import { createVoiceSelection, type WantedVoice, type SelectedVoice } from "./voice-selection.ts";
import type { Playback } from "./playback/player.ts";
import { soundOf, type SpokenChunk } from "./sentence-sound.ts";
import { untilAborted } from "./until-aborted.ts";
import { sentencesOf, type UtteranceSentence } from "./utterance-sentences.ts";
import type { Pcm } from "./vocabulary.ts";
import type { VoiceResolver } from "./voice-resolver.ts";

/** The pause after a paragraph, in seconds, in addition to the voice's own pause after a sentence. */
const paragraphPauseSeconds = 0.3;

/** A sentence, the voice that speaks it, and its language (BCP 47). */
export interface SpokenSentence {
  sentence: UtteranceSentence;
  selected: SelectedVoice;
  language: string;
}

/** What a reading needs. */
export interface ReadingTools {
  resolver: VoiceResolver;
  clips: Clips;
  /** Begins the playback of this utterance. */
  play(onMark: (mark: number) => void): Playback;
  /** The first sentence's sound, if it was prepared. */
  beginning: AsyncIterable<SpokenChunk> | undefined;
  /** Called with the sentence that will be heard first and its voice, before any sound is heard. */
  onUpcoming(sentence: SpokenSentence): void;
  /** Called once for each sentence, when its first sample is heard. */
  onHeard(sentence: SpokenSentence): void;
}

/** The reading of one utterance, from text to sound. */
export interface Reading {
  /**
   * Resolves when the last sample has been heard. Rejects with a `UserFacingError`, after everything made before the failure has been
   * heard, or with the signal's reason.
   */
  done: Promise<void>;
  /** Changes the voices. From the next sentence that starts to be heard, `choose` gives the voice of each passage. */
  chooseVoices(choose: (passage: Passage) => VoiceChoice): void;
}

/**
 * Reads an utterance to its end, or until `signal` aborts.
 *
 * Sentences are made one after another, ahead of playback. When the queued sound is no longer right, because another voice is ready or was
 * chosen, the current turn ends: the player keeps the sentence that is being heard and drops the rest, and the next turn continues after
 * it.
 *
 * Invariants:
 * - A sentence's mark is its index.
 * - `heard` is the last mark that was heard, `pushed` the last that was pushed; both are -1 before the first.
 * - `making` is the sentence that the current turn is making.
 * - Nothing is pushed between the end of a turn and the start of the next.
 */
export function read(utterance: Utterance, tools: ReadingTools, signal: AbortSignal): Reading {
  const sentences = sentencesOf(utterance);
  const selection = createVoiceSelection(tools.resolver, utterance.whileLoading, () => isStandInWaiting() && revise());
  /** The sentences that were pushed and not dropped, starting with the one being heard. */
  const spoken = new Map<number, SpokenSentence>();
  let wantedVoices: WantedVoice[] = utterance.passages;
  let { beginning } = tools;
  let heard = -1;
  let pushed = -1;
  let making = { index: 0, said: 0, isWhole: false };
  let turn = new AbortController();
  const waiters = createWaiters();

  const playback = tools.play((mark) => {
    heard = mark;
    for (const index of spoken.keys()) if (index < mark) spoken.delete(index);
    sentences.forget(mark);
    const sentence = spoken.get(mark);
    if (sentence) tools.onHeard(sentence);
    waiters.wake();
  });

  const isStandInWaiting = (): boolean => [...spoken].some(([index, { selected }]) => index > heard && selected.standIn === "loading");

  /**
   * Ends the turn, so that the queued sound is made again. If the sentence being heard is still being made, nothing is queued after it, and
   * the turn continues.
   */
  const revise = (): void => {
    const isHeardWhileMade = making.index === heard && pushed === heard && !making.isWhole;
    if (!isHeardWhileMade) turn.abort();
  };

  /** A stand-in works only one sentence ahead, because the chosen voice may soon replace it. */
  const mayBegin = ({ standIn }: SelectedVoice, ended: AbortSignal): Promise<void> =>
    waiters.until(() => standIn !== "loading" || pushed <= heard, ended);

  const soundFor = (sentence: UtteranceSentence, wanted: WantedVoice, said: number, ended: AbortSignal): AsyncIterable<SpokenChunk> => {
    const prepared = sentence.index === 0 ? beginning : undefined;
    beginning = undefined;
    const sources = {
      selection,
      clips: tools.clips,
      mayBegin: async (selected: SelectedVoice) => {
        ended.throwIfAborted();
        if (pushed < 0) tools.onUpcoming({ sentence, selected, language: wanted.language });
        await mayBegin(selected, ended);
      },
    };
    return prepared ?? soundOf(sentence, wanted, said, sources, ended);
  };

  const push = (sentence: UtteranceSentence, language: string, { selected, said, ...pcm }: SpokenChunk): void => {
    const { index } = sentence;
    const isFirst = index !== pushed;
    if (isFirst) spoken.set(index, { sentence, selected, language });
    pushed = index;
    making.said = said;
    playback.push(pcm, isFirst ? index : null);
  };

  const readTurn = async (ended: AbortSignal): Promise<void> => {
    for (;;) {
      const sentence = sentences.at(making.index);
      const wanted = sentence && wantedVoices[sentence.passage];
      if (!wanted) break;
      let sampleRate: number | undefined;
      for await (const chunk of untilAborted(soundFor(sentence, wanted, making.said, ended), ended)) {
        ({ sampleRate } = chunk);
        await playback.room(sampleRate, ended);
        push(sentence, wanted.language, chunk);
      }
      if (sentence.endsParagraph && sampleRate !== undefined) playback.push(silence(paragraphPauseSeconds, sampleRate), null);
      making.isWhole = true;
      ended.throwIfAborted();
      making = { index: sentence.index + 1, said: 0, isWhole: false };
    }
    if (pushed < 0) throw new UserFacingError("nothingToRead");
    await playback.finish(ended);
  };

  /** Plays what was made before a failure, unless the sound device is the problem. */
  const playWhatWasMade = async (thrown: unknown, ended: AbortSignal): Promise<never> => {
    ended.throwIfAborted();
    const isOutputUnavailable = thrown instanceof UserFacingError && thrown.code === "soundUnavailable";
    if (!isOutputUnavailable) await playback.finish(ended);
    throw thrown;
  };

  /** Drops the queued sound and continues after what is left. */
  const continueAfterKept = async (): Promise<void> => {
    const kept = (await playback.keepUpTo(heard)) ?? -1;
    for (const index of spoken.keys()) if (index > kept) spoken.delete(index);
    pushed = kept;
    if (kept !== making.index || making.isWhole) making = { index: kept + 1, said: 0, isWhole: false };
  };

  const readAll = async (): Promise<void> => {
    for (;;) {
      turn = new AbortController();
      const ended = AbortSignal.any([signal, turn.signal]);
      try {
        await readTurn(ended).catch((thrown: unknown) => playWhatWasMade(thrown, ended));
        return;
      } catch (thrown) {
        if (signal.aborted || !turn.signal.aborted) throw thrown;
      }
      await continueAfterKept();
    }
  };

  return {
    done: readAll(),
    chooseVoices(choose) {
      const before = wantedVoices;
      wantedVoices = before.map((wanted, i) => {
        const passage = utterance.passages[i];
        const voice = passage ? choose({ ...passage, voice: wanted.voice }) : wanted.voice;
        return isSameVoice(voice, wanted.voice) ? wanted : { ...wanted, voice, previousVoice: wanted.voice };
      });
      if (wantedVoices.some((wanted, i) => wanted !== before[i])) revise();
    },
  };
}

function silence(durationSeconds: number, sampleRate: number): Pcm {
  return { samples: new Float32Array(Math.round(durationSeconds * sampleRate)), sampleRate };
}
