import { baseLanguage } from "../../src/shared/languages.ts";
import { movedFormulas, type Formula } from "../../src/shared/formula.ts";
import type { Sentence } from "../vocabulary.ts";
import { conventionsOf } from "./conventions.ts";
import { firstClauseEnd } from "./first-clause-end.ts";
import { formulasIn } from "./formulas-in.ts";
import { isAudible } from "./is-audible.ts";
import { segmenterFor } from "./segmenter.ts";
import { sentenceEnds } from "./sentence-ends.ts";
import { speakableRange } from "./speakable-range.ts";
import { splitBlocks } from "./split-blocks.ts";
import { LongSplitter } from "./long-splitter.ts";
import { wholeTokens } from "./whole-tokens.ts";

/**
 * How many units are segmented at once. Browsers' segmenters take quadratic time on long texts, and the first sentence must not wait for
 * the last.
 */
const rangeSize = 1_200;

type Chunk = Pick<Sentence, "text" | "start" | "end" | "formulas">;

/** Languages that write every noun with a capital. */
const capitalNouns: ReadonlySet<string> = new Set(["de", "lb", "nds"]);

/**
 * Yields the sentences of `text` from `from` to `to` in order. If the first one is long, its first clause comes separately.
 *
 * Each is made safe to speak and has at most 300 UTF-16 units and 1,000 bytes in UTF-8. Together they contain every letter and digit
 * exactly once. Offsets are into the whole text. `formulas`, which are in order, are split only if they are longer than a sentence. What follows `to` counts as the same paragraph unless a blank line is between. Lazy, in
 * linear time; never throws, for any text and any language tag.
 */
export function* splitSentences(
  text: string,
  language: string,
  from = 0,
  to = text.length,
  formulas: readonly Formula[] = [],
): Generator<Sentence, void, undefined> {
  const split = splitterOf(text, language, from > 0, formulas);
  let index = 0;
  let pending: Chunk | undefined;
  for (const block of splitBlocks(text, from, to, capitalNouns.has(baseLanguage(language)))) {
    for (const chunk of split(block.start, block.end)) {
      if (pending) yield { index: index++, ...pending, endsParagraph: false };
      pending = chunk;
    }
    if (pending && block.endsParagraph) {
      yield { index: index++, ...pending, endsParagraph: true };
      pending = undefined;
    }
  }
  if (pending) yield { index: index++, ...pending, endsParagraph: false };
}

function splitterOf(
  text: string,
  language: string,
  hasBegun: boolean,
  formulas: readonly Formula[],
): (start: number, end: number) => Generator<Chunk, void, undefined> {
  const segmenter = segmenterFor(language, "sentence");
  const conventions = conventionsOf(language);
  const long = new LongSplitter(language);
  let begun = hasBegun;

  return function* (start, end) {
    let at = start;
    while (at < end) {
      const range = speakableRange(text, at, end, rangeSize);
      const isWhole = (unit: number): boolean => range.starts[unit] !== range.starts[unit - 1];
      const complete = range.next >= end;
      const near = formulasIn(range, formulas);
      const isInWord = wholeTokens(range.text);
      const isInToken = (unit: number): boolean => isInWord(unit) || near.some((formula) => formula.start < unit && unit < formula.end);
      const maySplit = (unit: number): boolean => isWhole(unit) && !isInToken(unit);
      const whole = sentenceEnds(range.text, segmenter, conventions, maySplit);
      // The text that follows could change where the last sentence ends, so that sentence is read again with it.
      if (!complete) whole.pop();

      const ends: number[] = [];
      for (const sentenceEnd of whole) ends.push(...long.ends(range.text, ends.at(-1) ?? 0, sentenceEnd, isWhole, isInToken));
      if (whole.length === 0) ends.push(...long.ends(range.text, 0, range.text.length, isWhole, isInToken).slice(0, -1));

      if (!begun && ends[0] !== undefined) {
        const clause = firstClauseEnd(range.text, 0, ends[0], maySplit);
        if (clause !== undefined) ends.unshift(clause);
      }

      let from = 0;
      for (const chunkEnd of ends) {
        const spoken = range.text.slice(from, chunkEnd);
        const first = from + spoken.length - spoken.trimStart().length;
        const last = from + spoken.trimEnd().length - 1;
        if (isAudible(spoken)) {
          begun = true;
          const inside = near.filter(({ start, end }) => start >= first && end <= last + 1);
          yield {
            text: spoken.trim(),
            start: range.starts[first] ?? at,
            end: range.ends[last] ?? at,
            ...(inside.length > 0 && { formulas: movedFormulas(inside, -first) }),
          };
        }
        from = chunkEnd;
      }
      at = complete ? end : (range.starts[from] ?? end);
    }
  };
}
