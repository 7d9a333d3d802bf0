import type { WordTiming } from "./vocabulary.ts";
import { speakingWeight } from "./text/speaking-weight.ts";
import type { UtteranceSentence, UtteranceSentences } from "./utterance-sentences.ts";

/** A place in an utterance: a sentence's index, and a unit of that sentence's text. */
export interface Place {
  index: number;
  unit: number;
}

/** How long a sentence's sound is at rate 1, by the voice that made it. */
interface Measured {
  voice: string;
  seconds: number;
  words: readonly WordTiming[];
}

/** The duration of an utterance and of its parts, in seconds at rate 1. What was not made yet is estimated from what was. */
export interface UtteranceTimeline {
  /** Reports the whole sound of a sentence, without the pause after it. */
  measured(index: number, sound: Measured): void;
  /** The duration of the text before a place. */
  before(place: Place): number;
  total(): number;
  /** The start of the word that is heard after so many seconds. */
  placeAt(seconds: number): Place;
}

/** The silence after a sentence. */
export type PauseAfter = (sentence: UtteranceSentence) => number;

/** Seconds for each unit of speaking weight, before anything was measured: about 170 English words a minute. */
const usualSecondsPerWeight = 0.062;
/** So much of the usual is counted into the measurements, in units of weight, so that the first short sentence does not decide alone. */
const usualWeight = 40;

/** The timeline of `sentences`, which are a part of a text of `textLength()` UTF-16 units. Both may grow. */
export function createTimeline(sentences: UtteranceSentences, textLength: () => number, pauseAfter: PauseAfter): UtteranceTimeline {
  /** By the index of the sentence. */
  const sounds: Measured[] = [];
  const weights: number[] = [];
  const byVoice = new Map<string, { seconds: number; weight: number }>();
  let lastVoice = "";

  const weightOf = (sentence: UtteranceSentence): number => (weights[sentence.index] ??= speakingWeight(sentence.text));

  const secondsPerWeight = (): number => {
    const { seconds, weight } = byVoice.get(lastVoice) ?? { seconds: 0, weight: 0 };
    return (seconds + usualWeight * usualSecondsPerWeight) / (weight + usualWeight);
  };

  const soundSeconds = (sentence: UtteranceSentence, perWeight: number): number =>
    sounds[sentence.index]?.seconds ?? weightOf(sentence) * perWeight;

  /** The part of a sentence's sound before `unit`. */
  const secondsBefore = (sentence: UtteranceSentence, unit: number, perWeight: number): number => {
    const sound = sounds[sentence.index];
    const word = sound?.words.findLast(({ start }) => start <= unit);
    if (word) return word.startSeconds;
    return (soundSeconds(sentence, perWeight) * unit) / Math.max(1, sentence.text.length);
  };

  return {
    measured(index, sound) {
      const sentence = sentences.at(index);
      if (!sentence) return;
      if (sounds[index]?.voice !== sound.voice) {
        const sum = byVoice.get(sound.voice) ?? { seconds: 0, weight: 0 };
        byVoice.set(sound.voice, { seconds: sum.seconds + sound.seconds, weight: sum.weight + weightOf(sentence) });
      }
      sounds[index] = sound;
      lastVoice = sound.voice;
    },
    before({ index, unit }) {
      const perWeight = secondsPerWeight();
      let seconds = 0;
      for (const sentence of sentences.known()) {
        if (sentence.index === index) return seconds + secondsBefore(sentence, unit, perWeight);
        seconds += soundSeconds(sentence, perWeight) + pauseAfter(sentence);
      }
      return seconds;
    },
    total() {
      const perWeight = secondsPerWeight();
      let seconds = 0;
      for (const sentence of sentences.known()) seconds += soundSeconds(sentence, perWeight) + pauseAfter(sentence);
      const first = sentences.known()[0]?.start ?? 0;
      const end = sentences.known().at(-1)?.end ?? 0;
      // What is not split yet takes as long as what is.
      return end > first && !sentences.splitFor(0) ? (seconds * (textLength() - first)) / (end - first) : seconds;
    },
    placeAt(target) {
      const perWeight = secondsPerWeight();
      let left = Math.max(0, target);
      for (let index = 0; ; index++) {
        const sentence = sentences.at(index);
        if (!sentence) return { index, unit: 0 };
        const seconds = soundSeconds(sentence, perWeight);
        if (left < seconds) return { index, unit: unitAfter(sentence, sounds[index], left / seconds, left) };
        left -= seconds + pauseAfter(sentence);
        // In the pause after a sentence.
        if (left < 0) return { index: index + 1, unit: 0 };
      }
    },
  };
}

function unitAfter({ text }: UtteranceSentence, sound: Measured | undefined, share: number, seconds: number): number {
  const word = sound?.words.findLast(({ startSeconds }) => startSeconds <= seconds);
  return word ? word.start : Math.floor(share * text.length);
}
