import { baseLanguage } from "../src/shared/languages.ts";
import type { Voice } from "../src/shared/protocol.ts";
import { instantVoiceId } from "../src/shared/settings.ts";
import { languagesOf, voicesFor } from "../ui/voice-list.ts";

/** Which voices to show: `language` is a base language, the person's own (`mine`), `all`, or every language's `installed` ones. */
export interface VoiceFilter {
  language: string;
  words: string;
}

/** The voices of one base language, the instant voice first. */
export interface VoiceGroup {
  language: string;
  voices: Voice[];
}

/** How a person is shown what is searched. */
export interface Names {
  language(tag: string): string;
  describe(voice: Voice): string;
}

/**
 * The groups to show for `filter`: the person's `own` languages first, in their order, then the others by name. Every word that is
 * searched for must begin somewhere in a voice's name, language or description, whatever its accents.
 */
export function groupVoices(
  voices: Voice[],
  filter: VoiceFilter,
  own: string[],
  favourites: string[],
  locale: string,
  names: Names,
): VoiceGroup[] {
  const words = fold(filter.words).split(/\s+/).filter(Boolean);
  const isFound = (language: string) => (voice: Voice) => {
    if (voice.voiceId === instantVoiceId) return true;
    if (filter.language === "installed" && !voice.installed) return false;
    const text = ` ${fold(`${names.describe(voice)} ${names.language(language)} ${names.language(voice.language)} ${voice.voiceId}`)}`;
    return words.every((word) => text.includes(` ${word}`));
  };
  return languagesToShow(voices, filter, own, locale, names)
    .map((language) => ({ language, voices: voicesFor(language, voices, locale, favourites).filter(isFound(language)) }))
    .filter((group) => group.voices.length > 1 || (words.length === 0 && filter.language === "mine" && group.voices.length > 0));
}

function languagesToShow(voices: Voice[], { language }: VoiceFilter, own: string[], locale: string, names: Names): string[] {
  if (language === "mine") return own;
  const known = languagesOf(voices);
  if (language !== "all" && language !== "installed") return known.filter((candidate) => candidate === baseLanguage(language));
  const others = known.filter((candidate) => !own.includes(candidate));
  others.sort((a, b) => names.language(a).localeCompare(names.language(b), locale));
  return [...own.filter((candidate) => known.includes(candidate)), ...others];
}

/** Small letters without accents, and every run of other characters as one space. */
function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ");
}
