import { baseLanguage } from "../src/shared/languages.ts";
import type { Voice } from "../src/shared/protocol.ts";

/** Finds voices by words that users may search for. */
export interface VoiceSearch {
  /**
   * True if every word is the beginning of a word in the voice's name or quality, in its language or region (as named in the user's
   * language, in English or in the language itself), or in a common code of these. Accents and case are ignored.
   */
  matches(voice: Voice, words: string): boolean;
  /** The same for a language alone (BCP 47). */
  matchesLanguage(language: string, words: string): boolean;
}

/** What the browser's names do not include: other names, and ISO 639 codes that are not the beginning of a name. */
const otherNames: Record<string, string> = {
  cs: "ces",
  el: "ell",
  fa: "fas farsi",
  ja: "jpn",
  ka: "kat",
  lb: "ltz",
  ms: "msa",
  nl: "nld",
  no: "nob",
  ro: "ron",
  sk: "slk",
  sl: "slv",
  sr: "srp",
  zh: "zho cmn mandarin",
  GB: "uk britain british england",
  US: "usa america american",
  NL: "holland",
  TR: "turkey",
  CZ: "czech republic",
};

const englishQuality: Record<Voice["quality"], string> = {
  instant: "instant",
  x_low: "very low quality",
  low: "low quality",
  medium: "medium quality",
  high: "high quality",
};

/** Creates a search for a user who reads `locale`. `describe` returns the words with which a voice is shown. */
export function createVoiceSearch(locale: string, describe: (voice: Voice) => string): VoiceSearch {
  const languages = new Map<string, string>();
  const namesOf = (tag: string): string => {
    const names = languages.get(tag) ?? languageNames(tag, locale);
    languages.set(tag, names);
    return names;
  };
  const holds = (text: string, words: string) => split(words).every((word) => text.includes(` ${word}`));
  return {
    matches: (voice, words) =>
      holds(` ${fold(`${describe(voice)} ${englishQuality[voice.quality]} ${voice.voiceId} `)}${namesOf(voice.language)}`, words),
    matchesLanguage: (language, words) => holds(` ${namesOf(language)}`, words),
  };
}

/** Every name and code of a language and its region, in folded form. */
function languageNames(tag: string, locale: string): string {
  const base = baseLanguage(tag);
  try {
    const region = new Intl.Locale(tag).region ?? new Intl.Locale(base).maximize().region ?? "";
    const names = [locale, "en", tag].flatMap((reader) => {
      const languages = new Intl.DisplayNames(reader, { type: "language" });
      const regions = new Intl.DisplayNames(reader, { type: "region" });
      return [languages.of(tag), languages.of(base), region && regions.of(region)];
    });
    return fold([...names, tag, base, region, otherNames[base], otherNames[region]].join(" "));
  } catch {
    // The user's own voice may have any language tag, even an invalid one.
    return fold(tag);
  }
}

/** Splits only at spaces, so that `de-DE` is one code and not two words. */
function split(words: string): string[] {
  return words
    .split(/\s+/)
    .map((word) => fold(word).trim())
    .filter(Boolean);
}

/** Lower-case letters without accents. Every sequence of other characters becomes one space. */
function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ");
}
