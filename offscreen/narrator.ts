import { serializeError } from "../src/shared/errors.ts";
import type {
  HeardSentence,
  JumpTarget,
  Narration,
  Passage,
  ResumePoint,
  TextGrowth,
  Timeline,
  Utterance,
} from "../src/shared/protocol.ts";
import { defaultSettings, minRate, type Delivery, type VoiceChoice } from "../src/shared/settings.ts";
import type { ClipCache } from "./cache/clip-cache.ts";
import { createVoiceSelection } from "./voice-selection.ts";
import { leadIn } from "./playback/lead-in.ts";
import type { Player } from "./playback/player.ts";
import { read, type Reading } from "./reading.ts";
import { sentenceStart, soundOf, type SpokenChunk } from "./sentence-sound.ts";
import { shareSound, type SharedSound } from "./sessions/shared-sound.ts";
import { originalOffsets } from "./text/original-offsets.ts";
import { createGrow } from "./text-growth.ts";
import { createTimeline, type Place } from "./timeline.ts";
import { sayingBy } from "./saying-by.ts";
import { sentencesOf, type UtteranceSentence, type UtteranceSentences } from "./utterance-sentences.ts";
import type { Sentence, WordTiming } from "./vocabulary.ts";
import type { VoiceResolver } from "./voice-resolver.ts";

/** A sentence that is repeated slowly is heard at this share of the rate. */
const slowShare = 0.6;

/** A long text is split in steps of this length. */
const splitMs = 8;
const splitEveryMs = 50;

/** Reads utterances aloud, one at a time. */
export interface Narrator {
  /** Reads `utterance`; whatever is being read stops. */
  speak(utterance: Utterance): void;
  /** Synthesises the first sentence of an utterance that is likely to be requested soon. Does nothing while something is being read. */
  prepare(utterance: Utterance): void;
  pause(): void;
  resume(): void;
  pauseOrResume(): void;
  stop(): void;
  /** Goes on reading elsewhere in the text. */
  jump(target: JumpTarget): void;
  /** Asks at once for all that the page of the current utterance has got behind it. */
  grow(): void;
  /** Changes how the current utterance is said, at once; pauses from the next sentence that is made on. */
  adjust(change: Delivery): void;
  /** Plays at a share of the volume, 0 to 1, until the next text or the next `resume`. */
  fade(share: number): void;
  /** Changes the voices of the current utterance from the next sentence on. `choose` returns the voice of a passage. */
  chooseVoices(choose: (passage: Passage) => VoiceChoice): void;
  /** Makes what is not heard yet anew, because the same text is to be said in another way. */
  sayAnew(): void;
}

/** The narration while nothing is being read. */
export const idleNarration: Narration = {
  status: "idle",
  utteranceId: null,
  language: null,
  source: null,
  sentence: null,
  clock: null,
  timeline: null,
  upcoming: null,
  progress: 0,
  truncated: false,
  resume: null,
  voice: null,
  standIn: null,
  firstSoundMs: null,
  error: null,
};

/** The first sentence of an utterance that is likely to be asked for. */
interface Prepared {
  likely: Utterance;
  sound: SharedSound<SpokenChunk>;
  controller: AbortController;
}

/** What the narrator tells, and asks of those who know what was read and what is to be read. */
export interface NarratorEvents {
  /** Called with each new state of the narration. */
  onChange(narration: Narration): void;
  /** Resolves to where an earlier reading of a text stopped. */
  onBegin(utterance: Utterance): Promise<ResumePoint | null>;
  /** Resolves to what the page of a text has got behind its first `length` UTF-16 units. Called when they have nearly been heard. */
  onNearEnd(utterance: Utterance, length: number): Promise<TextGrowth | "coming" | null>;
  /** Called when a text has been heard to its end. Returns true if it has begun to read another one. */
  onEnd(): boolean;
}

/** Creates the narrator. */
export function createNarrator(
  resolver: VoiceResolver,
  clips: ClipCache,
  player: Player,
  { onChange, onBegin, onNearEnd, onEnd }: NarratorEvents,
): Narrator {
  let current = new AbortController();
  let reading: Reading | undefined;
  let narration = idleNarration;
  let prepared: Prepared | undefined;
  let delivery: Delivery = defaultSettings;
  let hasJumped = false;
  /** The index of the sentence that is repeated slowly. */
  let slow: number | null = null;

  /** The rate at which is played now. */
  const rateNow = (): number => (slow === null ? delivery.rate : Math.max(minRate, slowShare * delivery.rate));

  const slowDown = (index: number | null): void => {
    if (index === slow) return;
    slow = index;
    player.setRate(rateNow());
  };

  const publish = (change: Partial<Narration>): void => {
    narration = { ...narration, ...change };
    onChange(narration);
  };

  const fail = (thrown: unknown): void => {
    const { utteranceId } = narration;
    // Sound that was already queued must not play after the error.
    current.abort();
    reading = undefined;
    publish({ ...idleNarration, utteranceId, error: serializeError(thrown) });
  };

  const growAll = async (of: Reading): Promise<void> => {
    if (of === reading && (await of.grow())) await growAll(of);
  };

  const end = (): void => {
    reading = undefined;
    if (!onEnd()) publish({ status: "idle", source: null, sentence: null, clock: null, timeline: null, resume: null, progress: 1 });
  };

  /** Offers to go on where an earlier reading stopped, unless this one has come there or was led elsewhere meanwhile. */
  const offer = (resume: ResumePoint | null, signal: AbortSignal): void => {
    const heard = narration.sentence?.start ?? 0;
    if (resume && heard < resume.offset && !hasJumped && !signal.aborted) publish({ resume });
  };

  /** The prepared sound, if it is the beginning of `utterance` and its first chunk exists. It stops when `signal` aborts. */
  const takePrepared = (utterance: Utterance, signal: AbortSignal): SharedSound<SpokenChunk> | undefined => {
    const taken = prepared;
    prepared = undefined;
    if (!taken) return undefined;
    if (!soundsLike(taken.likely, utterance) || !taken.sound.hasBegun()) {
      taken.controller.abort();
      return undefined;
    }
    signal.addEventListener("abort", () => taken.controller.abort());
    return taken.sound;
  };

  const pause = (): void => {
    if (narration.status === "idle") return;
    player.pause();
    publish({ status: "paused" });
  };

  const resume = (): void => {
    if (narration.status !== "paused") return;
    const { signal } = current;
    player.setVolume(delivery.volume);
    player.resume().catch((thrown: unknown) => signal.aborted || fail(thrown));
    publish({ status: narration.sentence ? "speaking" : "preparing" });
  };

  const adjust = (changed: Delivery): void => {
    // Another rate is one that the person wants to hear now.
    if (changed.rate !== delivery.rate) slow = null;
    const { wordPauseSeconds } = delivery;
    delivery = changed;
    if (changed.wordPauseSeconds !== wordPauseSeconds) reading?.partWords();
    player.setRate(rateNow());
    player.setPitch(delivery.pitch);
    player.setVolume(delivery.volume);
  };

  return {
    pause,
    resume,
    pauseOrResume: () => (narration.status === "paused" ? resume() : pause()),
    speak(requested) {
      // It may grow while it is read.
      const utterance = { ...requested, passages: [...requested.passages] };
      current.abort();
      current = new AbortController();
      const { signal } = current;
      const { utteranceId, source, passages, truncated, requestedAt } = utterance;
      hasJumped = false;
      slow = null;
      publish({ ...idleNarration, status: "preparing", utteranceId, source, language: passages[0]?.language ?? null, truncated });
      adjust(utterance);
      const sentences = sentencesOf(utterance);
      const pauseAfter = ({ endsParagraph }: Sentence): number =>
        delivery.sentencePauseSeconds + (endsParagraph ? delivery.paragraphPauseSeconds : 0);
      const timeline = createTimeline(sentences, () => utterance.text.length, pauseAfter);
      const timelineAt = (place: Place): Timeline => ({ beforeSeconds: timeline.before(place), totalSeconds: timeline.total() });
      const grown = ({ truncated: isCut }: TextGrowth): void => {
        // The answer came after the end.
        if (narration.status === "idle") return;
        void splitAll(sentences, signal);
        const { sentence, timeline: before } = narration;
        publish({
          timeline: before && { ...before, totalSeconds: timeline.total() },
          progress: sentence ? sentence.start / utterance.text.length : narration.progress,
          truncated: isCut,
        });
      };
      reading = read(
        utterance,
        {
          resolver: utterance.phonemes ? sayingBy(utterance.phonemes, resolver) : resolver,
          clips: clips.forUtterance(utterance),
          sentences,
          timeline,
          pauseAfter,
          wordPause: () => delivery.wordPauseSeconds,
          rate: rateNow,
          leadIn: (sampleRate) => (delivery.leadSeconds > 0 ? leadIn(delivery.leadSeconds, sampleRate) : null),
          play: (events) => player.start(events, signal),
          beginning: takePrepared(utterance, signal)?.listen(),
          grow: createGrow(utterance, (length) => onNearEnd(requested, length), grown, signal),
          onUpcoming: ({ sentence: { text }, selected, language }) =>
            publish({ upcoming: text, language, voice: selected.voice.choice, standIn: selected.standIn }),
          onHeard({ sentence, selected, language, ...piece }, clock) {
            if (sentence.index !== slow) slowDown(null);
            // The sound is told with the rate of the sentence before.
            const moving = clock.rate === 0 ? clock : { ...clock, rate: rateNow() };
            publish({
              status: narration.status === "paused" ? "paused" : "speaking",
              language,
              sentence: heardSentence(utterance.text, sentence, piece.words),
              clock: moving,
              timeline: timelineAt({ index: sentence.index, unit: piece.unit }),
              upcoming: null,
              progress: sentence.start / utterance.text.length,
              resume: narration.resume && sentence.start < narration.resume.offset ? narration.resume : null,
              voice: selected.voice.choice,
              standIn: selected.standIn,
              firstSoundMs: narration.firstSoundMs ?? Date.now() - requestedAt,
            });
          },
          onWords: ({ sentence, words }) => publish({ sentence: heardSentence(utterance.text, sentence, words) }),
          onJump(place, target) {
            slowDown(target.to === "repeat" && target.slowly ? place.index : null);
            const sentence = sentences.at(place.index);
            if (!sentence) return;
            const isHeard = narration.sentence !== null;
            hasJumped = true;
            // A jump goes on after a pause, also after one at the end of a fade.
            player.setVolume(delivery.volume);
            publish({
              resume: null,
              status: isHeard ? "speaking" : "preparing",
              sentence: isHeard ? heardSentence(utterance.text, sentence, []) : null,
              clock: null,
              timeline: timelineAt(place),
              progress: sentence.start / utterance.text.length,
            });
          },
          onClock: (clock) => publish({ clock }),
        },
        signal,
      );
      void onBegin(utterance).then((resume) => offer(resume, signal));
      void splitAll(sentences, signal);
      reading.done.then(end, (thrown: unknown) => signal.aborted || fail(thrown));
    },
    prepare(likely) {
      if (narration.status !== "idle") return;
      prepared?.controller.abort();
      prepared = undefined;
      const first = sentencesOf(likely).at(0);
      const passage = first && likely.passages[first.passage];
      if (!passage) return;
      const controller = new AbortController();
      // Nobody is listening yet, so no voice needs to stand in: wait for the chosen one.
      const selection = createVoiceSelection(resolver, "wait", () => undefined);
      const sources = { selection, clips: clips.forUtterance(likely), urgentRate: undefined, mayBegin: () => Promise.resolve() };
      prepared = { likely, sound: shareSound(soundOf(first, passage, sentenceStart, sources, controller.signal)), controller };
    },
    stop() {
      current.abort();
      reading = undefined;
      publish(idleNarration);
    },
    jump: (target) => reading?.jump(target),
    grow: () => void (reading && growAll(reading)),
    adjust,
    fade: (share) => player.setVolume(share * delivery.volume),
    chooseVoices: (choose) => reading?.chooseVoices(choose),
    sayAnew() {
      prepared?.controller.abort();
      prepared = undefined;
      reading?.sayAnew();
    },
  };
}

/** A sentence as watchers see it: its words have offsets into the utterance's text. */
function heardSentence(text: string, sentence: UtteranceSentence, words: readonly WordTiming[]): HeardSentence {
  const { startOf, endOf } = originalOffsets(text, sentence);
  return {
    index: sentence.index,
    text: sentence.text,
    start: sentence.start,
    end: sentence.end,
    words: words.map(({ start, end, startSeconds }) => ({ start: startOf(start), end: endOf(end), startSeconds })),
  };
}

/** Splits a long text in small steps, so that its duration and far jumps need not wait for it. */
async function splitAll(sentences: UtteranceSentences, signal: AbortSignal): Promise<void> {
  do await new Promise((resolve) => setTimeout(resolve, splitEveryMs));
  while (!signal.aborted && !sentences.splitFor(splitMs));
}

/** True if two utterances sound the same and have the same privacy. */
function soundsLike(a: Utterance, b: Utterance): boolean {
  return (
    a.text === b.text &&
    JSON.stringify([a.passages, a.phonemes, a.formulas?.length]) === JSON.stringify([b.passages, b.phonemes, b.formulas?.length]) &&
    a.isPrivate === b.isPrivate
  );
}
