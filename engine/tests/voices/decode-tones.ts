import { findSound, type SoundStretch } from "./find-sound.ts";
import { findFlaws, type ToneFlaw } from "./tone-flaws.ts";
import { usualSymbolSeconds, unpackToneWord } from "./tone-code.ts";
import { makeWordReader } from "./tone-frames.ts";
import type { ToneSymbol } from "./tone-symbol.ts";

export interface DecodedTones {
  ids: number[];
  symbols: ToneSymbol[];
  /** The symbols of each model run, which is one sentence unless text is synthesised in other pieces. */
  sentences: ToneSymbol[][];
  /** Silence between each symbol and the next, one fewer than symbols; 0 where they touch (silence below 2 ms is not seen). */
  gapsSeconds: number[];
  /** Everything that is not as the voice made it; empty for a faithful recording. */
  flaws: ToneFlaw[];
}

const frameSeconds = 0.001;
/** As many frames in a row that read the same make a symbol; fewer are the blur where two symbols meet. */
const fewestFrames = 3;
/** Parts of one symbol may together exceed its length by this, the error of measurement. */
const joinToleranceSeconds = 0.002;

/**
 * Reads back what tone voices spoke in a recording of at least 16,000 samples a second that may start and end anywhere.
 * Give `symbolSeconds` when `length_scale` was not 1. Volume may vary within the recording by a factor of about ten.
 */
export function decodeTones(samples: Float32Array, sampleRate: number, options: { symbolSeconds?: number } = {}): DecodedTones {
  if (sampleRate < 16000) throw new RangeError(`A recording of ${sampleRate} samples a second cannot hold the tones`);
  const { symbolSeconds = usualSymbolSeconds } = options;
  const readWord = makeWordReader(samples, sampleRate);
  const unread: SoundStretch[] = [];
  const parts = findSound(samples, sampleRate).flatMap((stretch) => {
    const found = readStretch(stretch, sampleRate, symbolSeconds, readWord);
    if (found.length === 0) unread.push(stretch);
    return found;
  });
  const symbols = joinInterrupted(parts, symbolSeconds);
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

/** The symbols of one stretch of sound; they fill it from end to end. */
function readStretch(
  { start, end }: SoundStretch,
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
  const shortest = (fewestFrames - 1.5) * frameSeconds * sampleRate;
  const clear = runs.filter(({ first, last }) => last - first > shortest);
  const borders = clear.slice(1).map(({ first }, index) => (first + (clear[index]?.last ?? first)) / 2);
  return clear.flatMap(({ word }, index) => {
    const from = (borders[index - 1] ?? start) / sampleRate;
    const to = (borders[index] ?? end) / sampleRate;
    // The same word twice in a row has no border that can be seen, only its length.
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

/** Puts the two parts of a symbol together that a silence, such as a pause, fell into: the same word twice, no longer than one. */
function joinInterrupted(parts: ToneSymbol[], symbolSeconds: number): ToneSymbol[] {
  const joined: ToneSymbol[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last && isRest(last, part, symbolSeconds)) {
      last.interruptedSeconds += part.startSeconds - last.endSeconds;
      last.durationSeconds += part.durationSeconds;
      last.endSeconds = part.endSeconds;
    } else joined.push({ ...part });
  }
  return joined;
}

function isRest(begun: ToneSymbol, part: ToneSymbol, symbolSeconds: number): boolean {
  const sameWord =
    begun.id === part.id && begun.beat === part.beat && begun.speaker === part.speaker && begun.voiceTag === part.voiceTag;
  return (
    sameWord &&
    part.startSeconds > begun.endSeconds &&
    begun.durationSeconds + part.durationSeconds <= symbolSeconds + joinToleranceSeconds
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
