import type { Utterance } from "../src/shared/protocol.ts";
import { splitSentences } from "./text/split-sentences.ts";
import type { Sentence } from "./vocabulary.ts";

/** A sentence of an utterance. Its offsets are into the whole text; `passage` is the index of its passage. */
export interface UtteranceSentence extends Sentence {
  passage: number;
}

/** The sentences of an utterance, numbered from 0 and split when they are requested. */
export interface UtteranceSentences {
  /** The sentence at `index`, or undefined after the last one. It must not have been dropped by `forget`. */
  at(index: number): UtteranceSentence | undefined;
  /** Drops the sentences before `index`. */
  forget(index: number): void;
}

/** The sentences of all passages of an utterance. */
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
    for (const sentence of splitSentences(text, language, start, end)) yield { ...sentence, passage, index: index++ };
  }
}
