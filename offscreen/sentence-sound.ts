import { isAbort } from "../src/shared/errors.ts";
import type { Clips } from "./cache/clip-cache.ts";
import type { ClipIdentity } from "./cache/clip-key.ts";
import { phonemesWithin } from "./text/spoken/spoken-form.ts";
import { splitSpoken } from "./text/spoken/split-spoken.ts";
import { joinPcm, type Chunk, type Pcm, type PhonemeRange, type Sentence, type WordTiming } from "./vocabulary.ts";
import type { VoiceHandle } from "./voice-handle.ts";
import type { SelectedVoice, VoiceSelection, WantedVoice } from "./voice-selection.ts";

/**
 * A part of a sentence's sound and the voice that speaks it. `said` is the share of the spoken text that has been spoken at its end, 0 to 1.
 * `words` are those whose times became known. Their offsets are into the sentence's text; their times count from the beginning of the sound.
 */
export interface SpokenChunk extends Chunk {
  selected: SelectedVoice;
}

/** Where a sentence's sound begins: at a unit of its text, after a share of the text that follows, and after seconds of sound that were made before. */
export interface SoundStart {
  unit: number;
  said: number;
  seconds: number;
}

/** The beginning of a sentence. */
export const sentenceStart: SoundStart = { unit: 0, said: 0, seconds: 0 };

/**
 * Where the sound of an utterance's sentences comes from. `mayBegin` resolves when the selected voice may start to make a sentence. `urgentRate`
 * is the rate of playback if nothing is heard until there is sound.
 */
export interface SoundSources {
  selection: VoiceSelection;
  clips: Clips;
  urgentRate: number | undefined;
  mayBegin(selected: SelectedVoice): Promise<void>;
}

/**
 * The sound of a sentence from `from` on. When a voice fails or is closed in mid-sentence, the next voice continues from there. Rejects
 * with a `UserFacingError` when no voice can speak it, or with the signal's reason.
 */
export async function* soundOf(
  sentence: Sentence,
  wanted: WantedVoice,
  from: SoundStart,
  { selection, clips, urgentRate, mayBegin }: SoundSources,
  signal: AbortSignal,
): AsyncGenerator<SpokenChunk> {
  let { said, seconds } = from;
  while (said < 1) {
    signal.throwIfAborted();
    let selected: SelectedVoice | undefined;
    try {
      // It is not known which samples of a clip belong to which part of the text.
      const findClip = async (voice: VoiceHandle) => (said > 0 ? undefined : findSound(voice, sentence, from.unit, clips));
      const { clip, ...found } = await selection.select(wanted, findClip);
      selected = found;
      await mayBegin(selected);
      const chunks = clip ? [{ ...clip, said: 1 }] : synthesise(sentence, from.unit, selected.voice, clips, urgentRate, signal);
      for await (const chunk of continued(chunks, said, seconds)) {
        ({ said } = chunk);
        seconds += chunk.samples.length / chunk.sampleRate;
        yield { ...chunk, words: chunk.words.map((word) => moved(word, from.unit)), selected };
      }
      signal.throwIfAborted();
      return;
    } catch (thrown) {
      // A session that was closed in the meantime is not a failure of the voice: try the sentence again.
      if (signal.aborted || (!isAbort(thrown) && (!selected || !selection.failed(selected)))) throw thrown;
    }
  }
}

/** What of a sentence is spoken. */
type Written = Pick<Sentence, "text" | "formulas">;

/**
 * The stored sound of a text from `unit` on: the end of the whole sentence's sound, or the sound of that part alone. Clips are kept under the
 * text that is spoken, with its words; the words here are those of `text`.
 */
async function findSound(
  voice: VoiceHandle,
  written: Written,
  unit: number,
  clips: Clips,
): Promise<(Pcm & { words: WordTiming[] }) | undefined> {
  const whole = await findClip(voice, written, 0, clips);
  if (unit === 0) return whole;
  const first = whole?.words.find(({ start }) => start >= unit);
  if (!whole || !first) return findClip(voice, written, unit, clips);
  return {
    samples: whole.samples.slice(Math.round(first.startSeconds * whole.sampleRate)),
    sampleRate: whole.sampleRate,
    words: whole.words
      .filter(({ startSeconds }) => startSeconds >= first.startSeconds)
      .map((word) => moved(word, -unit, -first.startSeconds)),
  };
}

async function findClip(
  voice: VoiceHandle,
  written: Written,
  unit: number,
  clips: Clips,
): Promise<(Pcm & { words: WordTiming[] }) | undefined> {
  const { spoken, phonemes, writtenWords } = await spokenEnd(voice, written, unit);
  const clip = await clips.get(identityOf(voice, spoken, phonemes));
  return clip && { ...clip, words: writtenWords(clip.words) };
}

/** Speaks a text from `unit` on and stores the complete sound as a clip. Its words count from `unit`. */
async function* synthesise(
  written: Written,
  unit: number,
  voice: VoiceHandle,
  clips: Clips,
  urgentRate: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<Chunk> {
  const { spoken, phonemes, writtenWords } = await spokenEnd(voice, written, unit);
  const session = await voice.open();
  const chunks: Chunk[] = [];
  // The words for a formula may be far more than what is written.
  const parts = written.formulas ? splitSpoken(spoken, phonemes) : [{ start: 0, end: spoken.length }];
  let seconds = 0;
  for (const { start, end } of parts) {
    const before = seconds;
    const rate = start === 0 ? urgentRate : undefined;
    const within = phonemesWithin(phonemes, start, end);
    for await (const made of session.speak(spoken.slice(start, end), voice.choice.speakerId, rate, signal, within)) {
      const said = (start + made.said * (end - start)) / spoken.length;
      const chunk = { ...made, said, words: made.words.map((word) => moved(word, start, before)) };
      seconds += chunk.samples.length / chunk.sampleRate;
      chunks.push(chunk);
      yield { ...chunk, words: writtenWords(chunk.words) };
    }
    if (signal.aborted) return;
  }
  const [first, ...rest] = chunks;
  if (!first || signal.aborted) return;
  void clips.put(identityOf(voice, spoken, phonemes), { ...joinPcm([first, ...rest]), words: chunks.flatMap(({ words }) => words) });
}

/**
 * What a voice speaks for a text from `unit` on. It is cut from the spoken form of the whole text, because what a word means can depend on
 * those before it. `writtenWords` converts spoken words, in order, to those of the written text from `unit` on; spoken words that stand for one part
 * of it become one.
 */
async function spokenEnd(
  voice: VoiceHandle,
  written: Written,
  unit: number,
): Promise<{ spoken: string; phonemes: PhonemeRange[]; writtenWords(words: readonly WordTiming[]): WordTiming[] }> {
  const form = await voice.spokenForm(written);
  const lead = form.spokenUnit(unit);
  let last = unit;
  return {
    spoken: form.text.slice(lead),
    phonemes: phonemesWithin(form.phonemes, lead, form.text.length),
    writtenWords: (words) =>
      words.flatMap(({ start, end, startSeconds }) => {
        const written = form.writtenRange(lead + start, lead + end);
        if (written.end <= last) return [];
        const word = { start: Math.max(written.start, last) - unit, end: written.end - unit, startSeconds };
        last = written.end;
        return [word];
      }),
  };
}

/**
 * The rest of a sound after the share `said` of its text. Its words are those that start in it; their times count from `seconds` before its
 * beginning.
 */
async function* continued(
  chunks: Iterable<Chunk> | AsyncIterable<Chunk>,
  said: number,
  seconds: number,
): AsyncGenerator<Chunk, void, undefined> {
  let before = 0;
  let skippedSeconds = 0;
  let words: WordTiming[] = [];
  for await (const chunk of chunks) {
    words.push(...chunk.words);
    const { samples, sampleRate } = chunk;
    const skipped =
      chunk.said <= said ? samples.length : said > before ? Math.round((samples.length * (said - before)) / (chunk.said - before)) : 0;
    before = chunk.said;
    skippedSeconds += skipped / sampleRate;
    if (skipped === samples.length && skipped > 0) continue;
    const shift = seconds - skippedSeconds;
    yield {
      ...chunk,
      samples: skipped === 0 ? samples : samples.slice(skipped),
      words: words.filter(({ startSeconds }) => startSeconds >= skippedSeconds).map((word) => moved(word, 0, shift)),
    };
    words = [];
  }
}

/** A word with its offsets moved by `units` and its time by `seconds`. */
function moved({ start, end, startSeconds }: WordTiming, units: number, seconds = 0): WordTiming {
  return { start: start + units, end: end + units, startSeconds: startSeconds + seconds };
}

function identityOf({ identity, choice }: VoiceHandle, text: string, phonemes: readonly PhonemeRange[]): ClipIdentity {
  return { voice: identity, speakerId: choice.speakerId, text, phonemes };
}
