/** Longest tag that is looked at, in UTF-16 units; a page may write anything, and the tags that mean something are shorter. */
const longestTag = 35;

/**
 * A tag as pages, people and Piper write it (`fr_FR`, `iw`, `cmn-Hans`) in the one form that BCP 47 has for it (`fr-FR`, `he`, `zh-Hans`); an
 * empty string where it is no tag. Never throws, and takes the same time however long the tag is.
 */
export function languageTag(written: string): string {
  if (written.length > longestTag) return "";
  try {
    return new Intl.Locale(written.trim().replaceAll("_", "-")).toString();
  } catch {
    return "";
  }
}

/**
 * The language that a person chooses a voice for, by a BCP 47 tag or a Piper locale: `fr` for `fr-CA` and `fr_FR`, `no` for `nb`, `zh` for
 * `cmn-Hans` and `yue`. Of what is no tag it is the first part, in lower case.
 */
export function baseLanguage(tag: string): string {
  const base = (languageTag(tag) || tag.slice(0, longestTag).toLowerCase()).split(/[-_]/, 1)[0] ?? "";
  return filedUnder.get(base) ?? base;
}

/** Languages that have no voices of their own in the catalogue, and whose readers read the voices' language as well. */
const filedUnder: ReadonlyMap<string, string> = new Map([
  ["nb", "no"],
  ["nn", "no"],
  ["yue", "zh"],
  ["hak", "zh"],
  ["wuu", "zh"],
  ["nan", "zh"],
]);
