/** The platform's segmenter for a language tag. An invalid tag counts as English, so that the result does not depend on the machine. */
export function segmenterFor(language: string, granularity: "sentence" | "word" | "grapheme"): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language.replaceAll("_", "-"), { granularity });
  } catch {
    return new Intl.Segmenter("en", { granularity });
  }
}
