/** The platform's segmenter for a language tag; a tag it cannot read counts as English, so that results do not depend on the machine. */
export function segmenterFor(language: string, granularity: "sentence" | "word" | "grapheme"): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language.replaceAll("_", "-"), { granularity });
  } catch {
    return new Intl.Segmenter("en", { granularity });
  }
}
