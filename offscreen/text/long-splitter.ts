import { segmenterFor } from "./segmenter.ts";

/** The maximum length of a chunk in UTF-16 units. A unit takes at most three bytes in UTF-8, so a chunk has at most 900 bytes. */
const longestChunk = 300;

/** How many units after the longest chunk the segmenters also see. At the end of a slice they would find a false boundary. */
const context = 40;

const clauseEnd = /[;:,.!?…]["'”’»)\]]*(?= )|[—、，；：。！？，،؛؟।][」』）”’»)]*/gu;
const space = / +/g;

/**
 * Splits a text into chunks of at most {@link longestChunk} units: at clause ends if possible, else at spaces, words or whole characters.
 */
export class LongSplitter {
  readonly #words: Intl.Segmenter;
  readonly #characters: Intl.Segmenter;

  constructor(language: string) {
    this.#words = segmenterFor(language, "word");
    this.#characters = segmenterFor(language, "grapheme");
  }

  /**
   * The ends of the chunks of `text` from `start` to `end`. `isWhole(i)` is true if a split before unit `i` separates nothing that must
   * stay together. `isInToken(i)` is true if the split is inside a token, which is split only if it is longer than a chunk.
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
    // Equal parts, so that the last chunk is not very short.
    const share = Math.ceil(length / Math.ceil(length / longestChunk));
    const slice = text.slice(from, Math.min(end, from + longestChunk + context));

    const nearest = (places: Iterable<number>, least = share / 2, maySplitTokens = false): number | undefined => {
      let best: number | undefined;
      for (const place of places) {
        if (place > longestChunk) break;
        if (place < least || !isWhole(from + place) || (!maySplitTokens && isInToken(from + place))) continue;
        if (best === undefined || Math.abs(place - share) < Math.abs(best - share)) best = place;
      }
      return best;
    };

    const place =
      nearest(matchEnds(slice, clauseEnd)) ??
      nearest(matchEnds(slice, space)) ??
      nearest(segmentStarts(slice, this.#words)) ??
      nearest(segmentStarts(slice, this.#characters)) ??
      // Before a long token that starts early in the chunk.
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
