import { segmenterFor } from "./segmenter.ts";

/** No piece is longer, in UTF-16 units; as a unit takes at most three bytes of UTF-8, none is over 900 bytes either. */
export const longestPiece = 300;

/** Units past the longest piece that the segmenters see too: at the end of a slice they would find a boundary that is none. */
const context = 40;

const clauseEnd = /[;:,.!?…]["'”’»)\]]*(?= )|[—、，；：。！？，،؛؟।][」』）”’»)]*/gu;
const space = / +/g;

/** Cuts a text into pieces of at most {@link longestPiece} at clause ends, else spaces, words, whole characters. */
export class LongSplitter {
  readonly #words: Intl.Segmenter;
  readonly #characters: Intl.Segmenter;

  constructor(language: string) {
    this.#words = segmenterFor(language, "word");
    this.#characters = segmenterFor(language, "grapheme");
  }

  /**
   * The ends of the pieces of `text` from `start` to `end`; `isWhole(i)` tells whether a cut before unit `i` parts nothing that must stay
   * together, and `isInToken(i)` whether it parts what is only parted where it is longer than a piece.
   */
  ends(text: string, start: number, end: number, isWhole: (at: number) => boolean, isInToken: (at: number) => boolean): number[] {
    const ends: number[] = [];
    let from = start;
    while (end - from > longestPiece) {
      from = this.#cut(text, from, end, isWhole, isInToken);
      ends.push(from);
    }
    return [...ends, end];
  }

  #cut(text: string, from: number, end: number, isWhole: (at: number) => boolean, isInToken: (at: number) => boolean): number {
    const length = end - from;
    // Equal shares, so that no crumb is left for the last piece.
    const share = Math.ceil(length / Math.ceil(length / longestPiece));
    const slice = text.slice(from, Math.min(end, from + longestPiece + context));

    const nearest = (cuts: Iterable<number>, least = share / 2, mayPartTokens = false): number | undefined => {
      let best: number | undefined;
      for (const cut of cuts) {
        if (cut > longestPiece) break;
        if (cut < least || !isWhole(from + cut) || (!mayPartTokens && isInToken(from + cut))) continue;
        if (best === undefined || Math.abs(cut - share) < Math.abs(best - share)) best = cut;
      }
      return best;
    };

    const cut =
      nearest(matchEnds(slice, clauseEnd)) ??
      nearest(matchEnds(slice, space)) ??
      nearest(segmentStarts(slice, this.#words)) ??
      nearest(segmentStarts(slice, this.#characters)) ??
      // Before a long token that begins early.
      nearest(matchEnds(slice, space), 1) ??
      nearest(segmentStarts(slice, this.#words), share / 2, true) ??
      nearest(segmentStarts(slice, this.#characters), share / 2, true) ??
      nearest(everyUnit(), share / 2, true) ??
      longestPiece;
    return from + cut;
  }
}

function* matchEnds(text: string, pattern: RegExp): Generator<number, void, undefined> {
  for (const found of text.matchAll(pattern)) yield found.index + found[0].length;
}

function* segmentStarts(text: string, segmenter: Intl.Segmenter): Generator<number, void, undefined> {
  for (const { index } of segmenter.segment(text)) if (index > 0) yield index;
}

function* everyUnit(): Generator<number, void, undefined> {
  for (let at = 1; at <= longestPiece; at += 1) yield at;
}
