import type { PhonemeRange } from "../given-phonemes.ts";
import type { Phonemizer } from "../phonemes/phonemizer.ts";
import { findWords, lastPunctuation, pad, sentenceEnd, sentenceStart, space } from "./find-words.ts";
import { ownIds } from "./own-ids.ts";
import type { TextRange } from "./split-words.ts";

/** The phoneme ids of a text, and the index of the first id of each of its words; undefined for a word that is not heard. */
export interface TextIds {
  ids: number[];
  starts: (number | undefined)[];
}

/** A part of a text that is said by ids that somebody gave. It is one of the text's words. */
interface GivenWord {
  word: number;
  ids: readonly number[];
}

/** The words of a text in which each range of phonemes is one word. */
export function wordsWith(words: readonly TextRange[], given: readonly TextRange[]): TextRange[] {
  const parts = words.flatMap((word) => {
    const inside = given.filter((range) => range.start < word.end && word.start < range.end);
    const [first] = inside;
    const last = inside.at(-1);
    if (!first || !last) return [word];
    // What is left of a word of which only a part is given.
    const left = [
      { start: word.start, end: first.start },
      { start: last.end, end: word.end },
    ];
    inside.slice(1).forEach((range, index) => left.push({ start: inside[index]?.end ?? 0, end: range.start }));
    return left.filter(({ start, end }) => start < end);
  });
  return [...parts, ...given.map(({ start, end }) => ({ start, end }))].toSorted((a, b) => a.start - b.start);
}

/**
 * The ids of a text in which `given` phonemes are said in place of some words. The text is phonemized as a whole, so that the other words sound as they do
 * beside the written ones, and the ids of the given words are put in the place of theirs. A word that eSpeak NG joins to another has no such place:
 * what is before and behind it is phonemized apart. Phonemes of which the voice has none are not used.
 */
export async function idsOfText(
  text: string,
  words: readonly TextRange[],
  given: readonly PhonemeRange[],
  phonemizer: Phonemizer,
): Promise<TextIds> {
  const read = await Promise.all(given.map(async (range) => ({ range, ids: (await phonemizer.read(range)).ids })));
  const known = read.flatMap(({ range, ids }) => {
    const word = words.findIndex(({ start, end }) => start === range.start && end === range.end);
    return ids.length > 0 && word >= 0 ? [{ word, ids }] : [];
  });
  return idsWith(text, words, known, phonemizer);
}

async function idsWith(text: string, words: readonly TextRange[], given: readonly GivenWord[], phonemizer: Phonemizer): Promise<TextIds> {
  const { ids, wordIds } = await phonemizer.withWords(
    text,
    words.map(({ start, end }) => text.slice(start, end)),
  );
  const starts = findWords(ids, wordIds);
  const places = given.map((word) => ({ ...word, place: ownIds(ids, starts, word.word) }));
  const joined = places.find(({ place }) => !place);
  if (joined) return idsAround(text, words, given, joined, phonemizer);

  const moved = [...starts];
  const made: number[] = [];
  let from = 0;
  for (const { ids: own, place = { start: 0, end: 0 } } of places) {
    made.push(...ids.slice(from, place.start), ...padded(own));
    from = place.end;
    const by = made.length - from;
    starts.forEach((start, word) => start !== undefined && start >= place.end && (moved[word] = start + by));
  }
  return { ids: [...made, ...ids.slice(from)], starts: moved };
}

/** The ids of what is before a given word, of the word, and of what is behind it. */
async function idsAround(
  text: string,
  words: readonly TextRange[],
  given: readonly GivenWord[],
  { word, ids }: GivenWord,
  phonemizer: Phonemizer,
): Promise<TextIds> {
  const { start, end } = words[word] ?? { start: 0, end: 0 };
  const part = (from: number, to: number, first: number, last: number): Promise<TextIds> =>
    idsWith(
      text.slice(from, to),
      words.slice(first, last).map((range) => ({ start: range.start - from, end: range.end - from })),
      given.flatMap((each) => (each.word >= first && each.word < last ? [{ ...each, word: each.word - first }] : [])),
      phonemizer,
    );
  const before = withoutMarks(await part(0, start, 0, word));
  const after = withoutMarks(await part(end, text.length, word + 1, words.length));
  const joined = [sentenceStart, pad, ...before.ids];
  const starts = before.starts.map((each) => (each === undefined ? undefined : each + 2));
  const join = (next: TextIds, isApart: boolean): void => {
    if (next.ids.length === 0) return void starts.push(...next.starts);
    if (joined.length > 2) joined.push(pad);
    if (joined.length > 2 && isApart && (next.ids[0] ?? 0) > lastPunctuation) joined.push(space, pad);
    starts.push(...next.starts.map((each) => (each === undefined ? undefined : each + joined.length)));
    joined.push(...next.ids);
  };
  join({ ids: padded(ids), starts: [0] }, /\s/.test(text.charAt(start - 1)));
  join(after, /\s/.test(text.charAt(end)));
  return { ids: [...joined, pad, sentenceEnd], starts };
}

/** The ids of a text without the marks of its beginning and its end. */
function withoutMarks({ ids, starts }: TextIds): TextIds {
  const isMark = (id: number | undefined): boolean => id === pad || id === sentenceStart || id === sentenceEnd;
  let [from, to] = [0, ids.length];
  while (from < to && isMark(ids[from])) from++;
  while (to > from && isMark(ids[to - 1])) to--;
  return { ids: ids.slice(from, to), starts: starts.map((start) => (start === undefined ? undefined : start - from)) };
}

/** Ids with pads between them. */
function padded(ids: readonly number[]): number[] {
  return ids.flatMap((id, index) => (index === 0 ? [id] : [pad, id]));
}
