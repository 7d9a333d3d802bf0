import type { LoadedVoice } from "../../loaded-voice.ts";
import type { WordTiming } from "../../pcm.ts";
import { loadEspeakData, type EspeakAssets } from "./espeak-data.ts";
import { createEspeakSpeaker, type EspeakEvent } from "./espeak-speaker.ts";
import { escapeMarkup, type EspeakRange } from "./escape-markup.ts";
import { checkPhonemeRanges, type GivenPhonemes, type PhonemeRange } from "../../given-phonemes.ts";
import { createPhonemeNotation, type ConvertedPhonemes } from "./phoneme-notation.ts";

/** The average duration of a word at 175 words a minute. */
const usualWordSeconds = 0.34;
const fullScale = 32768;

/**
 * Loads the instant voice, which needs no download, in one language. `espeakVoice` is the name of an eSpeak NG voice; its data comes from `assets`. It
 * speaks about 175 words a minute. Rejects if espeak has no voice of this name.
 */
export async function createInstantVoice(assets: EspeakAssets, espeakVoice: string): Promise<LoadedVoice> {
  const data = await loadEspeakData(assets);
  // Texts in other languages often contain English words. The English dictionary is small, and loading it now avoids a restart.
  await data.addDictionaries([data.dictionaryOf(espeakVoice) ?? "", "en_dict"]);
  let speaker = await createEspeakSpeaker(data.files, espeakVoice);

  const notation = createPhonemeNotation(data, espeakVoice, () => speaker);
  const converted = ({ notation: written, symbols }: GivenPhonemes): ConvertedPhonemes =>
    written === "ipa" ? notation.toEspeak(symbols) : notation.clean(symbols);
  /** What the voice has nothing of is said as it is written. */
  const espeakRanges = (phonemes: readonly PhonemeRange[]): EspeakRange[] =>
    phonemes.flatMap((range) => {
      const { symbols } = converted(range);
      return symbols === "" ? [] : [{ ...range, symbols }];
    });

  /** Only espeak knows which dictionaries a text needs. It looks for each only once, so it is restarted with those that were missing. */
  async function loadDictionariesFor(text: string): Promise<void> {
    for (;;) {
      speaker.convert_to_phonemes(text, false);
      if (!(await data.addDictionaries([...speaker.missing]))) return;
      speaker = await createEspeakSpeaker(data.files, espeakVoice);
    }
  }

  return {
    async speak(original, _speakerId, sink, _urgentRate, phonemes = []) {
      checkPhonemeRanges(original, phonemes);
      const given = espeakRanges(phonemes);
      const { text, offsets } = escapeMarkup(original, given);
      await loadDictionariesFor(text);
      const sampleRate = speaker.get_samplerate();
      const words: EspeakEvent[] = [];
      const timingsOf = createWordTimings(offsets, given);
      let sampleCount = 0;
      // All chunks come before this returns, so back-pressure is not possible.
      speaker.synthesize(text, (samples, events) => {
        const wordEvents = events.filter(({ type }) => type === "word");
        words.push(...wordEvents);
        sampleCount += samples.length;
        const said = shareOf(text, words, sampleCount / sampleRate);
        const chunk = {
          samples: Float32Array.from(samples, (sample) => sample / fullScale),
          sampleRate,
          said,
          words: timingsOf(wordEvents),
        };
        return samples.length > 0 && !sink.push(chunk);
      });
    },
    unknownSymbols: async (phonemes) => converted(phonemes).unknown,
    memoryBytes: () => speaker.heapBytes(),
  };
}

/** The share of `text` that has been spoken after `seconds`: all words before the current one, and a share of the current word that grows with time. */
function shareOf(text: string, words: EspeakEvent[], seconds: number): number {
  const word = words.findLast(({ audio_position: milliseconds }) => milliseconds / 1000 <= seconds);
  if (!word) return 0;
  const spoken = seconds - word.audio_position / 1000;
  return Math.min(1, (word.text_position - 1 + (word.word_length * spoken) / (spoken + usualWordSeconds)) / text.length);
}

/**
 * Converts espeak's word events, in order, to timings. `offsets` has the offset into the original text of each character of the text that espeak speaks.
 * Each of the `given` parts is one word.
 */
function createWordTimings(offsets: readonly number[], given: readonly EspeakRange[]): (words: EspeakEvent[]) => WordTiming[] {
  let before = { start: -1, end: 0 };
  return (words) =>
    words.flatMap(({ text_position: position, word_length: length, audio_position: milliseconds }) => {
      const begin = offsets[position - 1];
      const end = given.find(({ start }) => start === begin)?.end ?? offsets[position - 1 + length];
      // A word that is spelled out has one event for each letter, all at the position of the word.
      if (begin === undefined || end === undefined || begin <= before.start) return [];
      const start = Math.max(begin, before.end);
      if (start >= end) return [];
      before = { start: begin, end };
      return [{ start, end, startSeconds: milliseconds / 1000 }];
    });
}
