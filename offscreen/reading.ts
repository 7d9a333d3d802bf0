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

/** The pause after a paragraph, in seconds, on top of the voice's own after a sentence. */
const paragraphPauseSeconds = 0.3;

/** A sentence, who speaks it, and in which language (BCP 47). */
export interface SpokenSentence {
  sentence: UtteranceSentence;
  selected: SelectedVoice;
  language: string;
}

/** What a reading works with. */
export interface ReadingTools {
  resolver: VoiceResolver;
  clips: Clips;
  /** Begins the playback of this utterance. */
  play(onMark: (mark: number) => void): Playback;
  /** The first sentence's sound, if it was made beforehand. */
  beginning: AsyncIterable<SpokenChunk> | undefined;
  /** Hears who is going to speak a sentence while none has been heard yet. */
  onUpcoming(sentence: SpokenSentence): void;
  /** Hears of each sentence once, when its first sample is heard. */
  onHeard(sentence: SpokenSentence): void;
}

/** One utterance on its way from text to ear. */
export interface Reading {
  /** Resolves when the last sample was heard. Rejects with a `UserFacingError`, after what was made before the failure was heard, or with the signal's reason. */
  done: Promise<void>;
  /** Takes over other voices: the next sentence that begins to be heard is spoken by the one that `choose` gives for its passage. */
  chooseVoices(choose: (passage: Passage) => VoiceChoice): void;
}

/**
 * Reads an utterance to its end, or until `signal` aborts.
 *
 * Sentences are made one after another, ahead of the ear. When what waits is no longer what should be heard, because another voice is
 * ready or was chosen, a turn ends: the player keeps the sentence that is being heard and drops the rest, and the next turn goes on behind it.
 *
 * Invariants: a sentence's mark is its index. `heard` is the last mark that was heard and `pushed` the last that was pushed, -1 before the
 * first; `making` is the sentence that the turn is at. Nothing is pushed between the end of a turn and the beginning of the next.
 */
export function read(utterance: Utterance, tools: ReadingTools, signal: AbortSignal): Reading {
  const sentences = sentencesOf(utterance);
  const selection = createVoiceSelection(tools.resolver, utterance.whileLoading, () => isStandInWaiting() && revise());
  /** Those that were pushed and not dropped, from the one being heard on. */
  const spoken = new Map<number, SpokenSentence>();
  let parts: WantedVoice[] = utterance.passages;
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

  /** Has what waits to be heard made anew; a sentence that is being heard before it is whole has nothing behind it, and goes on. */
  const revise = (): void => {
    const isHeardWhileMade = making.index === heard && pushed === heard && !making.isWhole;
    if (!isHeardWhileMade) turn.abort();
  };

  /** Who only stands in makes one sentence ahead: it may soon be replaced. */
  const mayBegin = ({ standIn }: SelectedVoice, ended: AbortSignal): Promise<void> =>
    waiters.until(() => standIn !== "loading" || pushed <= heard, ended);

  const soundFor = (sentence: UtteranceSentence, part: WantedVoice, said: number, ended: AbortSignal): AsyncIterable<SpokenChunk> => {
    const prepared = sentence.index === 0 ? beginning : undefined;
    beginning = undefined;
    const sources = {
      selection,
      clips: tools.clips,
      mayBegin: async (selected: SelectedVoice) => {
        ended.throwIfAborted();
        if (pushed < 0) tools.onUpcoming({ sentence, selected, language: part.language });
        await mayBegin(selected, ended);
      },
    };
    return prepared ?? soundOf(sentence, part, said, sources, ended);
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
      const part = sentence && parts[sentence.passage];
      if (!part) break;
      let sampleRate: number | undefined;
      for await (const chunk of untilAborted(soundFor(sentence, part, making.said, ended), ended)) {
        ({ sampleRate } = chunk);
        await playback.room(sampleRate, ended);
        push(sentence, part.language, chunk);
      }
      if (sentence.endsParagraph && sampleRate !== undefined) playback.push(silence(paragraphPauseSeconds, sampleRate), null);
      making.isWhole = true;
      ended.throwIfAborted();
      making = { index: sentence.index + 1, said: 0, isWhole: false };
    }
    if (pushed < 0) throw new UserFacingError("nothingToRead");
    await playback.finish(ended);
  };

  /** What was made before a failure is heard, unless nothing can be heard. */
  const hearOut = async (thrown: unknown, ended: AbortSignal): Promise<never> => {
    ended.throwIfAborted();
    const isDeaf = thrown instanceof UserFacingError && thrown.code === "soundUnavailable";
    if (!isDeaf) await playback.finish(ended);
    throw thrown;
  };

  /** Drops what waits, and goes on behind what is left. */
  const goOn = async (): Promise<void> => {
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
        await readTurn(ended).catch((thrown: unknown) => hearOut(thrown, ended));
        return;
      } catch (thrown) {
        if (signal.aborted || !turn.signal.aborted) throw thrown;
      }
      await goOn();
    }
  };

  return {
    done: readAll(),
    chooseVoices(choose) {
      const before = parts;
      parts = before.map((part, i) => {
        const passage = utterance.passages[i];
        const voice = passage ? choose({ ...passage, voice: part.voice }) : part.voice;
        return isSameVoice(voice, part.voice) ? part : { ...part, voice, meanwhile: part.voice };
      });
      if (parts.some((part, i) => part !== before[i])) revise();
    },
  };
}

function silence(durationSeconds: number, sampleRate: number): Pcm {
  return { samples: new Float32Array(Math.round(durationSeconds * sampleRate)), sampleRate };
}
