import type { LoggedSentence } from "../said-sentence.ts";

/** Where a sentence stands in the sound of a file, in samples of its rate, before the rate of speech is applied. */
interface PlacedSentence extends LoggedSentence {
  start: number;
  /** The samples of its sound, and of the silence after it. */
  soundLength: number;
  pauseLength: number;
}

/** The sound of a file: its sample rate in hertz, its sentences in order, and its length in samples at rate 1. */
export interface Layout {
  sampleRate: number;
  sentences: PlacedSentence[];
  length: number;
}

/** Places all sentences. The sample rate is the highest among them, so that nothing of a voice's sound is lost. */
export function layOut(sentences: readonly LoggedSentence[]): Layout {
  const sampleRate = sentences.reduce((highest, sentence) => Math.max(highest, sentence.sampleRate), 0);
  let length = 0;
  const placed = sentences.map((sentence) => {
    const soundLength = Math.round((sentence.sampleCount * sampleRate) / sentence.sampleRate);
    // The pause is as long as it is heard: in whole samples of the sentence's own rate.
    const pauseSamples = Math.round(sentence.pauseSeconds * sentence.sampleRate);
    const pauseLength = Math.round((pauseSamples * sampleRate) / sentence.sampleRate);
    const place = { ...sentence, start: length, soundLength, pauseLength };
    length += soundLength + pauseLength;
    return place;
  });
  return { sampleRate, sentences: placed, length };
}

/** The seconds of the file at which each text begins, at a rate of speech. */
export function chapterStarts({ sentences, sampleRate }: Layout, rate: number): { text: number; seconds: number }[] {
  return sentences
    .filter(({ text }, i) => text !== sentences[i - 1]?.text)
    .map(({ text, start }) => ({ text, seconds: start / sampleRate / rate }));
}
