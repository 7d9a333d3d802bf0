import { baseLanguage } from "../src/shared/languages.ts";
import type { Voice } from "../src/shared/protocol.ts";

/** Finds voices by what a person may call them. */
export interface VoiceSearch {
  /**
   * Whether every word begins somewhere in the voice's name or quality, or in its language or region as the person, English or the
   * language itself calls it, or in a common code of these; accents and capitals do not matter.
   */
  matches(voice: Voice, words: string): boolean;
  /** The same for a language alone (BCP 47). */
  matchesLanguage(language: string, words: string): boolean;
}

/** What the names of the browser leave out: other names, and the codes of ISO 639 that no name begins with. */
const otherNames: Record<string, string> = {
  cs: "ces", el: "ell", fa: "fas farsi", ja: "jpn", ka: "kat", lb: "ltz", ms: "msa", nl: "nld", no: "nob", ro: "ron", sk: "slk", sl: "slv", sr: "srp",
  zh: "zho cmn mandarin", GB: "uk britain british england", US: "usa america american", NL: "holland", TR: "turkey", CZ: "czech republic",
};

const englishQuality: Record<Voice["quality"], string> = {
  instant: "instant",
  x_low: "very low quality",
  low: "low quality",
  medium: "medium quality",
  high: "high quality",
};

/** A search for a person who reads `locale`, where `describe` gives the words under which a voice is shown. */
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

/** Every name and code of a language and its region, folded. */
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
    // A person's own voice names whatever language it likes.
    return fold(tag);
  }
}

/** What stands between spaces stays together, so that `de-DE` is a code and not two words. */
function split(words: string): string[] {
  return words.split(/\s+/).map((word) => fold(word).trim()).filter(Boolean);
}

/** Small letters without accents, and every run of other characters as one space. */
function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ");
}
