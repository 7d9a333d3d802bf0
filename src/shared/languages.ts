/** The base language of a BCP 47 tag or a Piper locale: `fr` for `fr-CA` and `fr_FR`, with old codes mapped to those in use. */
export function baseLanguage(tag: string): string {
  const base = tag.toLowerCase().split(/[-_]/)[0] ?? "";
  return retired[base] ?? base;
}

/** Codes that pages and detectors still use, and the macrolanguage that Piper files Norwegian under. */
const retired: Record<string, string> = { iw: "he", in: "id", ji: "yi", jw: "jv", mo: "ro", sh: "sr", nb: "no", nn: "no" };
