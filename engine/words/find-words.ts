import { alignSequences } from "./align-sequences.ts";

// The ids of Piper's phonemes that are no sounds. They are the same in all voices.
export const pad = 0;
export const sentenceStart = 1;
export const sentenceEnd = 2;
export const space = 3;
export const lastPunctuation = 13;
const primaryStress = 120;
const secondaryStress = 121;
const long = 122;

const soundBit = 1;
const beginningBit = 2;

/** A phoneme id that is neither a pad nor a space. */
interface Phoneme {
  id: number;
  /** Its index among all ids. */
  index: number;
  /** The word that it belongs to; undefined if it is one of the sentence. */
  word: number | undefined;
  /** False for stress, length and punctuation. */
  isSound: boolean;
  /** True for the first one after a space. */
  isAfterSpace: boolean;
  /** True for the first sound after a space, and for the marks before it. */
  isBeginning: boolean;
}

/**
 * Finds the words of a sentence among its phoneme ids. `wordIds` has the ids of each word as it sounds alone. In a sentence espeak joins words, splits
 * them and speaks some in another way, so the ids of both are aligned. Returns for each word the index of its first id; undefined if it is not heard. A
 * word that is heard alone but has no sound of its own in the sentence has the index of the next word. Indices never decrease.
 */
export function findWords(sentenceIds: readonly number[], wordIds: readonly (readonly number[])[]): (number | undefined)[] {
  const heard = phonemesOf(sentenceIds);
  const alone = wordIds.flatMap((ids, word) => phonemesOf(ids, word));
  const partners = alignSequences(codesOf(heard), codesOf(alone), { pair: pairScore, alone: aloneScore });
  const starts: (number | undefined)[] = wordIds.map(() => undefined);
  let before: { a: number; b: number; word: number } | undefined;
  for (const [a, b] of partners.entries()) {
    const word = alone[b]?.word;
    if (word === undefined || !heard[a]?.isSound) continue;
    if (word !== before?.word) {
      const skipped = alone.slice((before?.b ?? -1) + 1, b).filter(({ isSound }) => isSound);
      const missing = (of: number): number => skipped.filter((phoneme) => phoneme.word === of).length;
      const headMisses = before ? missing(word) - missing(before.word) : 1;
      starts[word] = heard[startBetween(heard, (before?.a ?? -1) + 1, a, headMisses)]?.index;
    }
    before = { a, b, word };
  }
  const audible = new Set(alone.flatMap(({ word, isSound }) => (isSound ? [word] : [])));
  let next: number | undefined;
  for (let word = starts.length - 1; word >= 0; word--) {
    next = starts[word] ?? next;
    if (audible.has(word)) starts[word] = next;
  }
  return starts;
}

/**
 * Where a word starts. Its first sound with a partner is at `last`; the sounds from `first` on belong to it or to the word before it. espeak usually
 * leaves a space between the two. `headMisses` says how many more sounds are missing from the beginning of the word than from the end of the other.
 */
function startBetween(heard: readonly Phoneme[], first: number, last: number, headMisses: number): number {
  const spaces = heard.slice(first, last + 1).flatMap(({ isAfterSpace }, at) => (isAfterSpace ? [first + at] : []));
  const isEarly = headMisses > 0 || (headMisses === 0 && !heard[last]?.isBeginning);
  const space = isEarly ? spaces[0] : spaces.at(-1);
  let start = space ?? (headMisses > 0 ? first : last);
  // Stress is marked before its sound. Length and punctuation belong to the sound before them.
  while (start > (space ?? first) && isStress(heard[start - 1])) start--;
  while (start < last && !heard[start]?.isSound && !isStress(heard[start])) start++;
  return start;
}

function phonemesOf(ids: readonly number[], word?: number): Phoneme[] {
  const phonemes: Phoneme[] = [];
  let [isAfterSpace, isBeginning] = [true, true];
  for (const [index, id] of ids.entries()) {
    if (id === pad) continue;
    if (id === space || id === sentenceStart || id === sentenceEnd) {
      isAfterSpace = true;
      isBeginning = true;
      continue;
    }
    const isSound = id > lastPunctuation && id !== primaryStress && id !== secondaryStress && id !== long;
    phonemes.push({ id, index, word, isSound, isAfterSpace, isBeginning });
    isAfterSpace = false;
    if (isSound) isBeginning = false;
  }
  return phonemes;
}

function isStress(phoneme: Phoneme | undefined): boolean {
  return phoneme?.id === primaryStress || phoneme?.id === secondaryStress;
}

/** An id with two bits that say whether it is a sound, and whether it begins a word. */
function codesOf(phonemes: readonly Phoneme[]): Int32Array {
  return Int32Array.from(
    phonemes,
    ({ id, isSound, isBeginning }) => (id << 2) | (isSound ? soundBit : 0) | (isBeginning ? beginningBit : 0),
  );
}

/** A changed sound costs a little more than one that is missing, and less than two. */
function pairScore(heard: number, alone: number): number {
  const difference = heard ^ alone;
  if (difference & soundBit) return -10;
  const isSame = difference < 4;
  if (!(heard & soundBit)) return isSame ? 0.1 : -0.1;
  const sound = isSame ? 1 : -0.6;
  // espeak often joins words, but hardly ever splits one that it does not split alone.
  if (heard & beginningBit) return alone & beginningBit ? sound + 0.4 : sound - 1.3;
  return alone & beginningBit ? sound - 0.1 : sound;
}

function aloneScore(code: number): number {
  return code & soundBit ? -0.5 : 0;
}
