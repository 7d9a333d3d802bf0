import { findSound, type SoundRange } from "./find-sound.ts";
import { findFlaws, type ToneFlaw } from "./tone-flaws.ts";
import { usualSymbolSeconds, unpackToneWord } from "./tone-code.ts";
import { createToneWordReader } from "./tone-word-reader.ts";
import type { ToneSymbol } from "./tone-symbol.ts";

/** The result of decoding a recording. */
export interface DecodedTones {
  ids: number[];
  symbols: ToneSymbol[];
  /** The symbols of each model run. A model run is usually one sentence. */
  sentences: ToneSymbol[][];
  /** The silence between each symbol and the next: one number fewer than symbols. Silence below 2 ms counts as 0. */
  gapsSeconds: number[];
  /** All differences from what the voice computed; empty for a perfect recording. */
  flaws: ToneFlaw[];
}

const frameSeconds = 0.001;
/** A symbol has at least this number of equal frames in a row. Fewer equal frames occur at the border between two symbols. */
const minFrames = 3;
/** The error of measurement: the two parts of an interrupted symbol may together be longer than a symbol by this. */
const joinToleranceSeconds = 0.002;

/**
 * Decodes what tone voices spoke in a recording. It may start and end anywhere; its sample rate must be at least 16,000 Hz, and its volume may vary by a
 * factor of about ten. Give `symbolSeconds` if `length_scale` was not 1.
 */
export function decodeTones(samples: Float32Array, sampleRate: number, options: { symbolSeconds?: number } = {}): DecodedTones {
  if (sampleRate < 16000) throw new RangeError(`A recording of ${sampleRate} samples a second cannot hold the tones`);
  const { symbolSeconds = usualSymbolSeconds } = options;
  const readWord = createToneWordReader(samples, sampleRate);
  const unread: SoundRange[] = [];
  const found = findSound(samples, sampleRate).flatMap((range) => {
    const symbolsInRange = readRange(range, sampleRate, symbolSeconds, readWord);
    if (symbolsInRange.length === 0) unread.push(range);
    return symbolsInRange;
  });
  const symbols = joinInterrupted(found, symbolSeconds);
  const gapsSeconds = symbols.slice(1).map((symbol, index) => symbol.startSeconds - (symbols[index]?.endSeconds ?? 0));
  const unreadSeconds = unread.map(({ start, end }) => ({ startSeconds: start / sampleRate, endSeconds: end / sampleRate }));
  return {
    ids: symbols.map((symbol) => symbol.id),
    symbols,
    sentences: splitSentences(symbols),
    gapsSeconds,
    flaws: findFlaws(symbols, gapsSeconds, symbolSeconds, unreadSeconds),
  };
}

interface Run {
  word: number;
  first: number;
  last: number;
}

/** The symbols of a range of sound. They fill the range without gaps. */
function readRange(
  { start, end }: SoundRange,
  sampleRate: number,
  symbolSeconds: number,
  readWord: (centre: number) => number | undefined,
): ToneSymbol[] {
  const runs: Run[] = [];
  let current: Run | undefined;
  for (let centre = start; centre < end; centre += frameSeconds * sampleRate) {
    const word = readWord(centre);
    if (word === undefined) current = undefined;
    else if (current?.word === word) current.last = centre;
    else runs.push((current = { word, first: centre, last: centre }));
  }
  const shortest = (minFrames - 1.5) * frameSeconds * sampleRate;
  const clear = runs.filter(({ first, last }) => last - first > shortest);
  const borders = clear.slice(1).map(({ first }, index) => (first + (clear[index]?.last ?? first)) / 2);
  return clear.flatMap(({ word }, index) => {
    const from = (borders[index - 1] ?? start) / sampleRate;
    const to = (borders[index] ?? end) / sampleRate;
    // Two equal words in a row have no visible border. Only their length shows that they are two.
    const count = Math.max(1, Math.round((to - from) / symbolSeconds));
    const durationSeconds = (to - from) / count;
    return Array.from({ length: count }, (_, nth) => ({
      ...unpackToneWord(word),
      startSeconds: from + nth * durationSeconds,
      endSeconds: from + (nth + 1) * durationSeconds,
      durationSeconds,
      interruptedSeconds: 0,
    }));
  });
}

/** Joins the two parts of a symbol that is interrupted by silence, for example by a pause: the same word twice, together no longer than one symbol. */
function joinInterrupted(found: ToneSymbol[], symbolSeconds: number): ToneSymbol[] {
  const joined: ToneSymbol[] = [];
  for (const part of found) {
    const last = joined.at(-1);
    if (last && continues(last, part, symbolSeconds)) {
      last.interruptedSeconds += part.startSeconds - last.endSeconds;
      last.durationSeconds += part.durationSeconds;
      last.endSeconds = part.endSeconds;
    } else joined.push({ ...part });
  }
  return joined;
}

function continues(first: ToneSymbol, part: ToneSymbol, symbolSeconds: number): boolean {
  const sameWord = first.id === part.id && first.beat === part.beat && first.speaker === part.speaker && first.voiceTag === part.voiceTag;
  return (
    sameWord && part.startSeconds > first.endSeconds && first.durationSeconds + part.durationSeconds <= symbolSeconds + joinToleranceSeconds
  );
}

function splitSentences(symbols: ToneSymbol[]): ToneSymbol[][] {
  const sentences: ToneSymbol[][] = [];
  for (const symbol of symbols) {
    const sentence = sentences.at(-1);
    if (sentence && symbol.beat !== 0) sentence.push(symbol);
    else sentences.push([symbol]);
  }
  return sentences;
}
