import type { Chunk } from "../../vocabulary.ts";
import { loadEspeakData, type EspeakAssets } from "./espeak-data.ts";
import { createEspeakSpeaker, type EspeakEvent } from "./espeak-module.ts";
import { spokenText } from "./spoken-text.ts";

/** When a word is heard: `start` and `end` (exclusive) are UTF-16 offsets into the text, `seconds` counts from the start of the text's sound. */
export interface SpokenWord {
  start: number;
  end: number;
  seconds: number;
}

/** A voice that needs no download. */
export interface InstantVoice {
  /**
   * Speaks `text` at about 175 words a minute: hands its sound to `emit` in pieces, each as soon as it is made, until that returns
   * false. Nothing comes when there is nothing to say. Resolves with the words that were spoken; rejects when a dictionary cannot be read.
   */
  speak(text: string, emit: (chunk: Chunk) => boolean): Promise<SpokenWord[]>;
  /** Size of its memory, in bytes. */
  heapBytes(): number;
}

/** At 175 words a minute. */
const USUAL_WORD_SECONDS = 0.34;
const FULL_SCALE = 32768;

/** Loads what `espeakVoice` (a name that `espeakVoiceFor` gives) needs from `assets`. Rejects when espeak has no such voice. */
export async function createInstantVoice(assets: EspeakAssets, espeakVoice: string): Promise<InstantVoice> {
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

  async function speak(original: string, emit: (chunk: Chunk) => boolean): Promise<SpokenWord[]> {
    const { text, offsets } = spokenText(original);
    await loadDictionariesFor(text);
    const sampleRate = speaker.get_samplerate();
    const events: EspeakEvent[] = [];
    let made = 0;
    speaker.synthesize(text, (samples, reached) => {
      events.push(...reached);
      made += samples.length;
      const said = shareOf(text, events, made / sampleRate);
      return samples.length > 0 && !emit({ samples: Float32Array.from(samples, (sample) => sample / FULL_SCALE), sampleRate, said });
    });
    return wordsOf(events, offsets);
  }

  return { speak, heapBytes: () => speaker.heapBytes() };
}

/** How much of `text` has been spoken after `seconds`: the words before the one being spoken, and a part of that one which grows as long as it lasts. */
function shareOf(text: string, events: EspeakEvent[], seconds: number): number {
  const word = events.findLast(({ type, audio_position: milliseconds }) => type === "word" && milliseconds / 1000 <= seconds);
  if (!word) return 0;
  const spoken = seconds - word.audio_position / 1000;
  return Math.min(1, (word.text_position - 1 + (word.word_length * spoken) / (spoken + USUAL_WORD_SECONDS)) / text.length);
}

function wordsOf(events: EspeakEvent[], offsets: number[]): SpokenWord[] {
  const words: SpokenWord[] = [];
  for (const { type, text_position: position, word_length: length, audio_position: milliseconds } of events) {
    const start = offsets[position - 1];
    const end = offsets[position - 1 + length];
    if (type !== "word" || start === undefined || end === undefined) continue;
    const previous = words.at(-1);
    // What is spelled out comes as one event for each letter, all at the place of the word.
    if (previous !== undefined && start <= previous.start) continue;
    if (previous !== undefined) previous.end = Math.min(previous.end, start);
    words.push({ start, end, seconds: milliseconds / 1000 });
  }
  return words;
}
