import { segmenterFor } from "./segmenter.ts";

/** No chunk is longer, in UTF-16 units; as a unit takes at most three bytes of UTF-8, none is over 900 bytes either. */
const longestChunk = 300;

/** Units past the longest chunk that the segmenters see too: at the end of a slice they would find a boundary that is none. */
const context = 40;

const clauseEnd = /[;:,.!?…]["'”’»)\]]*(?= )|[—、，；：。！？，،؛؟।][」』）”’»)]*/gu;
const space = / +/g;

/** Splits a text into chunks of at most {@link longestChunk} at clause ends, else spaces, words, whole characters. */
export class LongSplitter {
  readonly #words: Intl.Segmenter;
  readonly #characters: Intl.Segmenter;

  constructor(language: string) {
    this.#words = segmenterFor(language, "word");
    this.#characters = segmenterFor(language, "grapheme");
  }

  /**
   * The ends of the chunks of `text` from `start` to `end`; `isWhole(i)` tells whether a place before unit `i` parts nothing that must stay
   * together, and `isInToken(i)` whether it parts what is only parted where it is longer than a chunk.
   */
  ends(text: string, start: number, end: number, isWhole: (at: number) => boolean, isInToken: (at: number) => boolean): number[] {
    const ends: number[] = [];
    let from = start;
    while (end - from > longestChunk) {
      from = this.#place(text, from, end, isWhole, isInToken);
      ends.push(from);
    }
    return [...ends, end];
  }

  #place(text: string, from: number, end: number, isWhole: (at: number) => boolean, isInToken: (at: number) => boolean): number {
    const length = end - from;
    // Equal shares, so that no crumb is left for the last chunk.
    const share = Math.ceil(length / Math.ceil(length / longestChunk));
    const slice = text.slice(from, Math.min(end, from + longestChunk + context));

    const nearest = (places: Iterable<number>, least = share / 2, mayPartTokens = false): number | undefined => {
      let best: number | undefined;
      for (const place of places) {
        if (place > longestChunk) break;
        if (place < least || !isWhole(from + place) || (!mayPartTokens && isInToken(from + place))) continue;
        if (best === undefined || Math.abs(place - share) < Math.abs(best - share)) best = place;
      }
      return best;
    };

    const place =
      nearest(matchEnds(slice, clauseEnd)) ??
      nearest(matchEnds(slice, space)) ??
      nearest(segmentStarts(slice, this.#words)) ??
      nearest(segmentStarts(slice, this.#characters)) ??
      // Before a long token that begins early.
      nearest(matchEnds(slice, space), 1) ??
      nearest(segmentStarts(slice, this.#words), share / 2, true) ??
      nearest(segmentStarts(slice, this.#characters), share / 2, true) ??
      nearest(everyUnit(), share / 2, true) ??
      longestChunk;
    return from + place;
  }
}

function* matchEnds(text: string, pattern: RegExp): Generator<number, void, undefined> {
  for (const found of text.matchAll(pattern)) yield found.index + found[0].length;
}

function* segmentStarts(text: string, segmenter: Intl.Segmenter): Generator<number, void, undefined> {
  for (const { index } of segmenter.segment(text)) if (index > 0) yield index;
}

function* everyUnit(): Generator<number, void, undefined> {
  for (let at = 1; at <= longestChunk; at += 1) yield at;
}
