/** The longest tag that is read, in UTF-16 units. A page can write anything, and valid tags are shorter. */
const maxTagLength = 35;

/**
 * Converts a tag as pages, people and Piper write it (`fr_FR`, `iw`, `cmn-Hans`) to its canonical BCP 47 form (`fr-FR`, `he`, `zh-Hans`).
 * Returns an empty string if it is invalid. Never throws. The time does not depend on the length of the tag.
 */
export function languageTag(written: string): string {
  if (written.length > maxTagLength) return "";
  try {
    return new Intl.Locale(written.trim().replaceAll("_", "-")).toString();
  } catch {
    return "";
  }
}

/**
 * The language for which the user chooses a voice, from a BCP 47 tag or a Piper locale: `fr` for `fr-CA` and `fr_FR`, `no` for `nb`, `zh`
 * for `cmn-Hans` and `yue`. For an invalid tag it is the first part, in lower case.
 */
export function baseLanguage(tag: string): string {
  const base = (languageTag(tag) || tag.slice(0, maxTagLength).toLowerCase()).split(/[-_]/, 1)[0] ?? "";
  return voiceLanguages.get(base) ?? base;
}

/** Languages without voices of their own in the catalogue, whose readers also read the language of the given voices. */
const voiceLanguages: ReadonlyMap<string, string> = new Map([
  ["nb", "no"],
  ["nn", "no"],
  ["yue", "zh"],
  ["hak", "zh"],
  ["wuu", "zh"],
  ["nan", "zh"],
]);
