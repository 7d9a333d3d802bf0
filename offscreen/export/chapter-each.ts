import { firstWords } from "../../src/shared/first-words.ts";
import type { BookPart, Utterance } from "../../src/shared/protocol.ts";

/** The parts of a file in which each text is a chapter. Its title is that of its page, or else its first words. */
export const chapterEach = (texts: readonly Utterance[]): BookPart[] =>
  texts.map((utterance) => ({ utterance, chapter: utterance.source.title.trim() || firstWords(utterance.text) }));
