import { baseLanguage } from "../src/shared/languages.ts";
import type { Voice } from "../src/shared/protocol.ts";
import { instantVoiceId } from "../src/shared/settings.ts";
import type { VoiceSearch } from "../ui/voice-search.ts";
import { languagesOf, voicesFor } from "../ui/voice-list.ts";

/** Which voices to show. */
export interface VoiceFilter {
  /** A base language, the user's own languages (`mine`), or `all`. */
  language: string;
  words: string;
  kept: "all" | "installed" | "favourites";
  quality: "any" | "high" | "medium" | "low";
}

/** The voices of one base language, the instant voice first. */
export interface VoiceGroup {
  language: string;
  voices: Voice[];
}

/** The user's languages and favourites, and the search. */
export interface VoiceSeeker {
  /** Base languages, the main one first. */
  own: string[];
  favourites: string[];
  locale: string;
  languageName(tag: string): string;
  search: VoiceSearch;
}

/**
 * True if a filter includes languages that are not the user's own. Searches and filters for installed or favourite voices apply to all
 * languages.
 */
export function looksInAll({ language, words, kept }: VoiceFilter): boolean {
  return language === "all" || (language === "mine" && (words.trim() !== "" || kept !== "all"));
}

/**
 * The groups to show: the user's own languages first, in their order, then the others by name. A search also finds the languages in
 * `instantLanguages` without a natural voice.
 */
export function groupVoices(
  voices: Voice[],
  filter: VoiceFilter,
  seeker: VoiceSeeker,
  instantLanguages: readonly string[] = [],
): VoiceGroup[] {
  const { own, favourites, locale, search } = seeker;
  const { language, words, kept, quality } = filter;
  const searching = words.trim() !== "";
  const plain = kept === "all" && quality === "any";
  const isShown = (voice: Voice) =>
    voice.voiceId === instantVoiceId ||
    ((kept !== "installed" || voice.installed) &&
      (kept !== "favourites" || favourites.includes(voice.voiceId)) &&
      (quality === "any" || quality === (voice.quality === "x_low" ? "low" : voice.quality)) &&
      search.matches(voice, words));

  const known = languagesOf(voices);
  const inAll = looksInAll(filter);
  const others = inAll ? known.filter((each) => !own.includes(each)) : [];
  others.sort((a, b) => seeker.languageName(a).localeCompare(seeker.languageName(b), locale));
  const spoken = inAll || language === "mine" ? [...own, ...others] : [baseLanguage(language)];
  const instantOnly = searching && inAll && plain ? instantLanguages.filter((each) => !spoken.includes(each)) : [];
  // A group with only the instant voice is shown if the user asked for its language.
  const isAskedFor = (each: string) => plain && (searching ? search.matchesLanguage(each, words) : language !== "all");
  return [...spoken, ...instantOnly]
    .map((each) => ({ language: each, voices: voicesFor(each, voices, locale, favourites).filter(isShown) }))
    .filter(
      (group) => group.voices.length > 1 || (!known.includes(group.language) && group.voices.length === 1 && isAskedFor(group.language)),
    );
}
