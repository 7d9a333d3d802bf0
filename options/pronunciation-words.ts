import { maxWrittenLength } from "../src/shared/pronunciations.ts";

/** A sentence has seldom more. */
const mostWords = 60;

/** The different words of a sentence, in their order. `language` (BCP 47) may be empty. */
export function wordsToChoose(sentence: string, language: string): string[] {
  const [locale] = language === "" ? [] : Intl.Segmenter.supportedLocalesOf(language);
  const segments = Array.from(new Intl.Segmenter(locale, { granularity: "word" }).segment(sentence), ({ segment }) => segment);
  const words = segments.filter((segment) => /[\p{L}\p{N}]/u.test(segment) && segment.length <= maxWrittenLength);
  return [...new Set(words)].slice(0, mostWords);
}
