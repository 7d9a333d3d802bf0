import { UserFacingError } from "../src/shared/errors.ts";
import type { Clock, JumpTarget, Passage, Utterance } from "../src/shared/protocol.ts";
import { createWaiters } from "../src/shared/waiters.ts";
import { instantVoiceId, isSameVoice, type VoiceChoice } from "../src/shared/settings.ts";
import type { Clips } from "./cache/clip-cache.ts";
import { createJumps } from "./jumps.ts";
import { growsBeforeEnd, type TextEnding } from "./grows-before-end.ts";
import { createVoiceSelection, type WantedVoice, type SelectedVoice } from "./voice-selection.ts";
import type { Playback, PlaybackEvents } from "./playback/player.ts";
import { sentenceStart, soundOf, type SoundStart, type SpokenChunk } from "./sentence-sound.ts";
import type { Grow } from "./text-growth.ts";
import type { Place, UtteranceTimeline } from "./timeline.ts";
import { untilAborted } from "./until-aborted.ts";
import type { UtteranceSentence, UtteranceSentences } from "./utterance-sentences.ts";
import type { Pcm, WordTiming } from "./vocabulary.ts";
import { withWordPauses } from "./word-pauses.ts";
import type { VoiceResolver } from "./voice-resolver.ts";

/** A sentence or the end of one, as one voice or several speak it, and its language (BCP 47). */
interface SpokenPiece {
  sentence: UtteranceSentence;
  selected: SelectedVoice;
  language: string;
  /** The unit of the sentence's text at which the piece begins. */
  unit: number;
  /** The words whose times are known. Their times count from the beginning of the piece's sound. */
  words: WordTiming[];
}

/** What a reading needs. */
export interface ReadingTools {
  resolver: VoiceResolver;
  clips: Clips;
  sentences: UtteranceSentences;
  timeline: UtteranceTimeline;
  /** Silence before the first word. Null if there is none. */
  leadIn(sampleRate: number): Pcm | null;
  /** The silence after a sentence, in seconds. */
  pauseAfter(sentence: UtteranceSentence): number;
  /** The silence between two words, in seconds. */
  wordPause(): number;
  /** The rate of playback. */
  rate(): number;
  /** Begins the playback of this utterance. */
  play(events: PlaybackEvents): Playback;
  /** The first sentence's sound, if it was prepared. */
  beginning: AsyncIterable<SpokenChunk> | undefined;
  /** Lets the utterance grow, if its page has grown. */
  grow: Grow;
  /** Called with what will be heard first, before any sound is heard. */
  onUpcoming(piece: SpokenPiece): void;
  /** Called once for each piece, when its first sample is about to be heard. */
  onHeard(piece: SpokenPiece, clock: Clock): void;
  /** Called when more words of the piece that is being heard are known. */
  onWords(piece: SpokenPiece): void;
  /** Called when reading goes on elsewhere. */
  onJump(place: Place, target: JumpTarget): void;
  /** Called when the sound of the piece that is being heard moves on in another way than its last clock told. */
  onClock(clock: Clock): void;
}

/** The reading of one utterance, from text to sound. */
export interface Reading {
  /**
   * Resolves when the last sample has been heard. Rejects with a `UserFacingError`, after everything made before the failure has been
   * heard, or with the signal's reason.
   */
  done: Promise<void>;
  /** Changes the voices: `choose` gives the voice of each passage. A changed voice speaks from the next word that is not being heard yet. */
  chooseVoices(choose: (passage: Passage) => VoiceChoice): void;
  /** Makes what is not heard yet anew: the same text is to be said in another way. */
  sayAnew(): void;
  /** Makes anew what comes after the word that is heard, because words are parted in another way. */
  partWords(): void;
  /** Goes on elsewhere, if the text has such a place. */
  jump(target: JumpTarget): void;
  /** Lets the text grow now. */
  grow: Grow;
}

/**
 * Reads an utterance to its end, or until `signal` aborts.
 *
 * Sentences are made one after another, ahead of playback. When the queued sound is no longer right, because another voice is ready or was
 * chosen, the current turn ends: the player keeps what is being heard and drops the rest, and the next turn continues after it. A jump ends
 * the turn too, and the player keeps nothing. While the end is heard the text may grow; then the turn goes on.
 *
 * Invariants:
 * - A piece is a sentence, or the end of one after a jump or a change of the voice. Its mark is its number.
 * - `heard` is the mark of the last piece that was heard, `pushed` of the last that was pushed.
 * - `making` is what the current turn is making: a place in the text, and the piece to which its sound belongs.
 * - Nothing is pushed between the end of a turn and the start of the next.
 */
export function read(utterance: Utterance, tools: ReadingTools, signal: AbortSignal): Reading {
  const { sentences, timeline } = tools;
  const selection = createVoiceSelection(tools.resolver, utterance.whileLoading, () => isStandInWaiting() && revise(isChanging));
  /** The pieces that were pushed and not dropped, starting with the one being heard. */
  const pieces = new Map<number, QueuedPiece>();
  let wantedVoices: WantedVoice[] = [...utterance.passages];
  let { beginning } = tools;
  let heard = -1;
  let pushed = -1;
  /** Where the reading began or went on after the last jump, and the mark before its first piece. */
  let origin: Place = { index: 0, unit: 0 };
  let first = -1;
  let making = beginAt(origin);
  let turn = new AbortController();
  /** True from the choice of another voice until it speaks. */
  let isChanging = false;
  /** True if the end of this turn may cut the piece being heard between two words. */
  let maySplitHeard = false;
  let jumpTo: Place | undefined;
  const waiters = createWaiters();
  const jumps = createJumps(sentences, timeline, utterance);

  const playback = tools.play({
    onMark(mark, clock) {
      heard = mark;
      for (const earlier of pieces.keys()) if (earlier < mark) pieces.delete(earlier);
      const piece = pieces.get(mark);
      if (piece) {
        jumps.heard({ index: piece.sentence.index, unit: piece.unit }, clock);
        tools.onHeard(piece, clock);
      }
      waiters.wake();
    },
    onClock(clock) {
      jumps.moved(clock);
      tools.onClock(clock);
    },
  });

  /** The voices of all passages, also of those that came since. What is in a language of the text goes on in the voice for it. */
  const wanted = (): WantedVoice[] => {
    for (const passage of utterance.passages.slice(wantedVoices.length)) {
      const before = wantedVoices.findLast(({ language, isQuote }) => language === passage.language && isQuote === passage.isQuote);
      wantedVoices.push(before ?? passage);
    }
    return wantedVoices;
  };

  const isStandInWaiting = (): boolean => [...pieces].some(([mark, { selected }]) => mark > heard && selected.standIn === "loading");

  /**
   * Ends the turn, so that the queued sound is made again. If the sentence being heard is still being made and need not be cut, nothing is
   * queued after it, and the turn continues.
   */
  const revise = (maySplit: boolean): void => {
    const isHeardWhileMade = making.mark === heard && pushed === heard && !making.isWhole;
    if (isHeardWhileMade && !(maySplit && cutsOfHeard().length > 0)) return;
    maySplitHeard = maySplit;
    turn.abort();
  };

  /** The words of the piece being heard at which its sound may be cut, in order. Not the first one: nothing would be left. */
  const cutsOfHeard = (): WordTiming[] => {
    const madeSeconds = making.mark === heard && !making.isWhole ? making.start.seconds : Infinity;
    return (
      pieces
        .get(heard)
        ?.words.slice(1)
        .filter(({ startSeconds }) => startSeconds < madeSeconds) ?? []
    );
  };

  /** A stand-in works only one sentence ahead, because the chosen voice may soon replace it. */
  const mayBegin = ({ standIn }: SelectedVoice, ended: AbortSignal): Promise<void> =>
    waiters.until(() => standIn !== "loading" || pushed <= heard, ended);

  const soundFor = (sentence: UtteranceSentence, wanted: WantedVoice, from: SoundStart, ended: AbortSignal): AsyncIterable<SpokenChunk> => {
    const prepared = sentence.index === 0 && from.unit === 0 ? beginning : undefined;
    beginning = undefined;
    const sources = {
      selection,
      clips: tools.clips,
      urgentRate: pushed === first ? tools.rate() : undefined,
      mayBegin: async (selected: SelectedVoice) => {
        ended.throwIfAborted();
        if (pushed === first) tools.onUpcoming({ sentence, selected, language: wanted.language, unit: from.unit, words: [] });
        await mayBegin(selected, ended);
      },
    };
    const sound = prepared ?? soundOf(sentence, wanted, from, sources, ended);
    const pauseSeconds = tools.wordPause();
    return pauseSeconds > 0 ? withWordPauses(sound, pauseSeconds, from.seconds) : sound;
  };

  const push = (sentence: UtteranceSentence, language: string, { selected, said, words, ...pcm }: SpokenChunk): void => {
    const { start } = making;
    if (making.mark === null) {
      making.mark = ++pushed;
      pieces.set(pushed, { sentence, selected, language, unit: start.unit, words: [], next: null });
      const lead = pushed === 0 ? tools.leadIn(pcm.sampleRate) : null;
      if (lead) playback.push(lead, pushed);
      making.leadSeconds = lead ? secondsOf(lead) : 0;
      playback.push(pcm, lead ? null : pushed);
    } else playback.push(pcm, null);
    const piece = pieces.get(making.mark);
    if (piece && words.length > 0) {
      const later = words.map((word) => ({ ...word, startSeconds: word.startSeconds + making.leadSeconds }));
      const [next] = later;
      piece.words = [...piece.words.filter(({ startSeconds }) => startSeconds < (next?.startSeconds ?? 0)), ...later];
      if (making.mark === heard) tools.onWords(piece);
    }
    making.start = { ...start, said, seconds: start.seconds + secondsOf(pcm) };
  };

  const ending: TextEnding = {
    // It may have grown meanwhile.
    grow: async () => sentences.at(making.index) !== undefined || tools.grow(),
    heardTo: (left, aborted) => waiters.until(() => heard >= pushed - left, aborted),
    finish: (aborted) => playback.finish(aborted),
  };

  const readTurn = async (ended: AbortSignal): Promise<void> => {
    for (;;) {
      const sentence = sentences.at(making.index);
      const voice = sentence && wanted()[sentence.passage];
      if (!voice) {
        if (pushed < 0) throw new UserFacingError("nothingToRead");
        if (await growsBeforeEnd(ending, ended)) continue;
        return;
      }
      let sampleRate: number | undefined;
      for await (const chunk of untilAborted(soundFor(sentence, voice, making.start, ended), ended)) {
        ({ sampleRate } = chunk);
        await playback.room(sampleRate, ended);
        push(sentence, voice.language, chunk);
      }
      finishSentence(sentence, sampleRate);
      ended.throwIfAborted();
      making = beginAt({ index: sentence.index + 1, unit: 0 });
    }
  };

  /** Pauses after a sentence, and enters it into the timeline. */
  const finishSentence = (sentence: UtteranceSentence, sampleRate: number | undefined): void => {
    making.isWhole = true;
    const piece = pieces.get(making.mark ?? -1);
    if (piece) piece.next = { index: sentence.index + 1, unit: 0 };
    if (piece && making.start.unit === 0) {
      const words = piece.words.map((word) => ({ ...word, startSeconds: word.startSeconds - making.leadSeconds }));
      timeline.measured(sentence.index, { voice: JSON.stringify(piece.selected.voice.choice), seconds: making.start.seconds, words });
    }
    const pauseSeconds = tools.pauseAfter(sentence);
    if (pauseSeconds > 0 && sampleRate !== undefined) playback.push(silence(pauseSeconds, sampleRate), null);
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
    const words = maySplitHeard ? cutsOfHeard() : [];
    if (maySplitHeard) isChanging = false;
    const { mark, cut } = await playback.keepUpTo(
      heard,
      words.map(({ startSeconds }) => startSeconds),
    );
    const kept = mark ?? first;
    const piece = pieces.get(kept);
    for (const later of pieces.keys()) if (later > kept) pieces.delete(later);
    pushed = kept;
    const next = cut === null ? undefined : words[cut];
    if (next && piece) {
      piece.words = piece.words.filter(({ startSeconds }) => startSeconds < next.startSeconds);
      piece.next = { index: piece.sentence.index, unit: next.start };
    }
    // Without a next place, the piece is still being made.
    if (!piece || piece.next) making = beginAt(piece?.next ?? origin);
  };

  const startAnew = (place: Place): void => {
    playback.restart();
    pieces.clear();
    heard = first = pushed;
    origin = place;
    making = beginAt(origin);
    jumpTo = undefined;
  };

  const readAll = async (): Promise<void> => {
    for (;;) {
      turn = new AbortController();
      maySplitHeard = false;
      const ended = AbortSignal.any([signal, turn.signal]);
      try {
        await readTurn(ended).catch((thrown: unknown) => playWhatWasMade(thrown, ended));
        return;
      } catch (thrown) {
        if (signal.aborted || !turn.signal.aborted) throw thrown;
      }
      if (!jumpTo) await continueAfterKept();
      if (jumpTo) startAnew(jumpTo);
    }
  };

  return {
    done: readAll(),
    chooseVoices(choose) {
      const before = wanted();
      wantedVoices = before.map((current, i) => {
        const passage = utterance.passages[i];
        const voice = passage ? choose({ ...passage, voice: current.voice }) : current.voice;
        return isSameVoice(voice, current.voice) ? current : { ...current, voice, previousVoice: current.voice };
      });
      if (wantedVoices.every((chosen, i) => chosen === before[i])) return;
      isChanging = true;
      // Until the voice is open, another one speaks on: that needs no cut.
      void isReady(wantedVoices[pieces.get(heard)?.sentence.passage ?? -1], tools.resolver).then(revise);
    },
    sayAnew: () => revise(false),
    grow: tools.grow,
    partWords: () => revise(true),
    jump(target) {
      const place = jumps.placeOf(target);
      if (!place) return;
      jumpTo = place;
      turn.abort();
      tools.onJump(place, target);
    },
  };
}

/** A piece whose sound was pushed, at least in part. `next` is where the text goes on after it. Null while it is being made. */
interface QueuedPiece extends SpokenPiece {
  next: Place | null;
}

/** What is being made: a place in the text, the mark of its piece once something of it was pushed, and the silence before its first word. */
interface Making {
  index: number;
  start: SoundStart;
  mark: number | null;
  leadSeconds: number;
  isWhole: boolean;
}

function beginAt({ index, unit }: Place): Making {
  return { index, start: { ...sentenceStart, unit }, mark: null, leadSeconds: 0, isWhole: false };
}

/** True if a voice can speak at once. */
async function isReady(wanted: WantedVoice | undefined, resolver: VoiceResolver): Promise<boolean> {
  if (!wanted) return false;
  if (wanted.voice.voiceId === instantVoiceId) return true;
  return resolver.installed(wanted.voice).then(
    (voice) => voice.ready() !== undefined,
    () => false,
  );
}

function secondsOf({ samples, sampleRate }: Pcm): number {
  return samples.length / sampleRate;
}

function silence(durationSeconds: number, sampleRate: number): Pcm {
  return { samples: new Float32Array(Math.round(durationSeconds * sampleRate)), sampleRate };
}
