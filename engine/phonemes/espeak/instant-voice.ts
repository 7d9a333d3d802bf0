import type { LoadedVoice } from "../../loaded-voice.ts";
import type { Timing } from "../../pcm.ts";
import { loadEspeakData, type EspeakAssets } from "./espeak-data.ts";
import { createEspeakSpeaker, type EspeakEvent } from "./espeak-module.ts";
import { spokenText } from "./spoken-text.ts";

/** At 175 words a minute. */
const usualWordSeconds = 0.34;
const fullScale = 32768;

/**
 * The voice that needs no download, in one language: loads what `espeakVoice` (the name of an eSpeak NG voice) needs from `assets`. It speaks at about 175 words a
 * minute. Rejects when espeak has no such voice.
 */
export async function createInstantVoice(assets: EspeakAssets, espeakVoice: string): Promise<LoadedVoice> {
  const data = await loadEspeakData(assets);
  // English is what other languages quote most; it is small and saves a restart.
  await data.addDictionaries([data.dictionaryOf(espeakVoice) ?? "", "en_dict"]);
  let speaker = await createEspeakSpeaker(data.files, espeakVoice);

  /** Only espeak knows which dictionaries a text needs, and it asks once for each, so it starts again with what was missing. */
  async function loadDictionariesFor(text: string): Promise<void> {
    for (;;) {
      speaker.convert_to_phonemes(text, false);
      if (!(await data.addDictionaries([...speaker.missing]))) return;
      speaker = await createEspeakSpeaker(data.files, espeakVoice);
    }
  }

  return {
    async speak(original, _speakerId, sink) {
      const { text, offsets } = spokenText(original);
      await loadDictionariesFor(text);
      const sampleRate = speaker.get_samplerate();
      const words: EspeakEvent[] = [];
      const timingsOf = createWordTimings(offsets);
      let made = 0;
      // The chunks come before this returns: there is no waiting for whoever listens in between.
      speaker.synthesize(text, (samples, events) => {
        const begun = events.filter(({ type }) => type === "word");
        words.push(...begun);
        made += samples.length;
        const said = shareOf(text, words, made / sampleRate);
        const chunk = { samples: Float32Array.from(samples, (sample) => sample / fullScale), sampleRate, said, timings: timingsOf(begun) };
        return samples.length > 0 && !sink.push(chunk);
      });
    },
    memoryBytes: () => speaker.heapBytes(),
  };
}

/** How much of `text` has been spoken after `seconds`: the words before the one being spoken, and a part of that one which grows as long as it lasts. */
function shareOf(text: string, words: EspeakEvent[], seconds: number): number {
  const word = words.findLast(({ audio_position: milliseconds }) => milliseconds / 1000 <= seconds);
  if (!word) return 0;
  const spoken = seconds - word.audio_position / 1000;
  return Math.min(1, (word.text_position - 1 + (word.word_length * spoken) / (spoken + usualWordSeconds)) / text.length);
}

/** Turns espeak's word events, given in order, into timings in the original text: `offsets` has the original's offset of each character that espeak was given. */
function createWordTimings(offsets: readonly number[]): (words: EspeakEvent[]) => Timing[] {
  let before = { start: -1, end: 0 };
  return (words) =>
    words.flatMap(({ text_position: position, word_length: length, audio_position: milliseconds }) => {
      const [begin, end] = [offsets[position - 1], offsets[position - 1 + length]];
      // What is spelled out comes as one event for each letter, all at the place of the word.
      if (begin === undefined || end === undefined || begin <= before.start) return [];
      const start = Math.max(begin, before.end);
      if (start >= end) return [];
      before = { start: begin, end };
      return [{ kind: "word" as const, start, end, startSeconds: milliseconds / 1000 }];
    });
}
