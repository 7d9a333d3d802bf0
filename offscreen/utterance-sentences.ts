import type { Utterance } from "../src/shared/protocol.ts";
import { splitSentences } from "./text/split-sentences.ts";
import type { Sentence } from "./vocabulary.ts";

/** A sentence of an utterance: its offsets are into the whole text, and `passage` is the index of the passage that it is from. */
export interface UtteranceSentence extends Sentence {
  passage: number;
}

/** The sentences of an utterance, numbered through and made as they are asked for. */
export interface UtteranceSentences {
  /** The sentence `index`, or undefined after the last; it must not have been forgotten. */
  at(index: number): UtteranceSentence | undefined;
  /** Forgets the sentences before `index`. */
  forget(index: number): void;
}

/** The sentences of all passages. */
export function sentencesOf(utterance: Pick<Utterance, "text" | "passages">): UtteranceSentences {
  const source = splitPassages(utterance);
  const known: UtteranceSentence[] = [];
  let first = 0;
  return {
    at(index) {
      while (first + known.length <= index) {
        const { value } = source.next();
        if (!value) return undefined;
        known.push(value);
      }
      return known[index - first];
    },
    forget(index) {
      const forgotten = known.splice(0, index - first);
      first += forgotten.length;
    },
  };
}

function* splitPassages({ text, passages }: Pick<Utterance, "text" | "passages">): Generator<UtteranceSentence, void, undefined> {
  let index = 0;
  for (const [passage, { start, end, language }] of passages.entries()) {
    for (const sentence of splitSentences(text, language, start, end)) {
      yield { ...sentence, passage, index: index++ };
    }
  }
}
