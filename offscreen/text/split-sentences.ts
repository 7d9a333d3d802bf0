import { baseLanguage } from "../../src/shared/languages.ts";
import type { Sentence } from "../vocabulary.ts";
import { conventionsOf } from "./abbreviations.ts";
import { firstClauseEnd } from "./first-clause.ts";
import { isAudible } from "./make-speakable.ts";
import { segmenterFor } from "./segmenter.ts";
import { sentenceEnds } from "./sentence-ends.ts";
import { speakableStretch } from "./speakable-stretch.ts";
import { splitBlocks } from "./split-blocks.ts";
import { LongSplitter } from "./split-long.ts";
import { wholeTokens } from "./whole-tokens.ts";

/** Units segmented at once: browsers' segmenters take quadratic time on long texts, and the first sentence must not wait for the last. */
const stretchSize = 1_200;

type Piece = Pick<Sentence, "text" | "start" | "end">;

/** Languages that write every noun with a capital. */
const capitalNouns: ReadonlySet<string> = new Set(["de", "lb", "nds"]);

/**
 * Yields the sentences of `text` from `from` to `to` in order (of the first one, if it is long, first the first clause), each made safe to speak and at most 300 UTF-16 units and 1,000 UTF-8 bytes long; together they
 * cover every letter and digit there, none twice; offsets are into the whole text. What follows `to` is taken for the same paragraph unless
 * a blank line is between. Lazy and linear; never throws, whatever the text or the language tag.
 */
export function* splitSentences(text: string, language: string, from = 0, to = text.length): Generator<Sentence, void, undefined> {
  const split = pieceSplitter(text, language, from > 0);
  let index = 0;
  let held: Piece | undefined;
  for (const block of splitBlocks(text, from, to, capitalNouns.has(baseLanguage(language)))) {
    for (const piece of split(block.start, block.end)) {
      if (held) yield { index: index++, ...held, endsParagraph: false };
      held = piece;
    }
    if (held && block.endsParagraph) {
      yield { index: index++, ...held, endsParagraph: true };
      held = undefined;
    }
  }
  if (held) yield { index: index++, ...held, endsParagraph: false };
}

function pieceSplitter(text: string, language: string, hasBegun: boolean): (start: number, end: number) => Generator<Piece, void, undefined> {
  const segmenter = segmenterFor(language, "sentence");
  const conventions = conventionsOf(language);
  const long = new LongSplitter(language);
  let begun = hasBegun;

  return function* (start, end) {
    let at = start;
    while (at < end) {
      const stretch = speakableStretch(text, at, end, stretchSize);
      const isWhole = (unit: number): boolean => stretch.starts[unit] !== stretch.starts[unit - 1];
      const complete = stretch.next >= end;
      const isInToken = wholeTokens(stretch.text);
      const mayCut = (unit: number): boolean => isWhole(unit) && !isInToken(unit);
      const whole = sentenceEnds(stretch.text, segmenter, conventions, mayCut);
      // More text could change where the last sentence ends, so it is read again with what follows.
      if (!complete) whole.pop();

      const cuts: number[] = [];
      for (const cut of whole) cuts.push(...long.ends(stretch.text, cuts.at(-1) ?? 0, cut, isWhole, isInToken));
      if (whole.length === 0) cuts.push(...long.ends(stretch.text, 0, stretch.text.length, isWhole, isInToken).slice(0, -1));

      if (!begun && cuts[0] !== undefined) {
        const clause = firstClauseEnd(stretch.text, 0, cuts[0], mayCut);
        if (clause !== undefined) cuts.unshift(clause);
      }

      let from = 0;
      for (const cut of cuts) {
        const spoken = stretch.text.slice(from, cut);
        const first = from + spoken.length - spoken.trimStart().length;
        const last = from + spoken.trimEnd().length - 1;
        if (isAudible(spoken)) {
          begun = true;
          yield { text: spoken.trim(), start: stretch.starts[first] ?? at, end: stretch.ends[last] ?? at };
        }
        from = cut;
      }
      at = complete ? end : (stretch.starts[from] ?? end);
    }
  };
}
