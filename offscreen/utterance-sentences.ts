import type { Utterance } from "../src/shared/protocol.ts";
import { splitSentences } from "./text/split-sentences.ts";
import type { Sentence } from "./vocabulary.ts";

/** A sentence of an utterance. Its offsets are into the whole text; `passage` is the index of its passage. */
export interface UtteranceSentence extends Sentence {
  passage: number;
}

/** The sentences of an utterance, numbered from 0 and split when they are requested. There are more of them when the utterance has grown. */
export interface UtteranceSentences {
  /** The sentence at `index`, or undefined before the first and after the last one. */
  at(index: number): UtteranceSentence | undefined;
  /** The sentence that contains `offset`, or else the next one; the last one if there is none. Undefined if there are no sentences. */
  containing(offset: number): UtteranceSentence | undefined;
  /** The sentences that have been split so far. */
  known(): readonly UtteranceSentence[];
  /** Splits more sentences for about `milliseconds`. Returns true if all are known. */
  splitFor(milliseconds: number): boolean;
}

/** The sentences of all passages of an utterance. */
export function sentencesOf(utterance: Pick<Utterance, "text" | "passages" | "formulas">): UtteranceSentences {
  const known: UtteranceSentence[] = [];
  /** The passage that is being split. */
  let passage = 0;
  let source: Iterator<Sentence, void> | undefined;

  const isComplete = (): boolean => passage >= utterance.passages.length;

  const splitUntil = (isEnough: () => boolean): void => {
    while (!isEnough()) {
      const range = utterance.passages[passage];
      if (!range) return;
      source ??= splitSentences(utterance.text, range.language, range.start, range.end, utterance.formulas);
      const { value } = source.next();
      if (value) known.push({ ...value, passage, index: known.length });
      else {
        passage += 1;
        source = undefined;
      }
    }
  };

  return {
    at(index) {
      splitUntil(() => known.length > index);
      return known[index];
    },
    containing(offset) {
      splitUntil(() => (known.at(-1)?.end ?? 0) > offset);
      return known[firstIndex(known, ({ end }) => end > offset)] ?? known.at(-1);
    },
    known: () => known,
    splitFor(milliseconds) {
      const end = performance.now() + milliseconds;
      splitUntil(() => performance.now() >= end);
      return isComplete();
    },
  };
}

/** The index of the first item for which `isAfter` is true; the length if there is none. `isAfter` is false, then true, in the order of the items. */
function firstIndex<T>(items: readonly T[], isAfter: (item: T) => boolean): number {
  let from = 0;
  let to = items.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const item = items[middle];
    if (item !== undefined && isAfter(item)) to = middle;
    else from = middle + 1;
  }
  return from;
}
