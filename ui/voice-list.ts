import { baseLanguage } from "../src/shared/languages.ts";
import type { Voice } from "../src/shared/protocol.ts";
import { instantVoiceId } from "../src/shared/settings.ts";

/** Medium comes first: it sounds nearly as good as high, has half the download size and is several times faster on a slow processor. */
const qualityOrder: Voice["quality"][] = ["instant", "medium", "high", "low", "x_low"];

/** The base languages that have a voice of their own. */
export function languagesOf(voices: Voice[]): string[] {
  return [...new Set(voices.filter(({ voiceId }) => voiceId !== instantVoiceId).map(({ language }) => baseLanguage(language)))];
}

/**
 * The voices for a base language in the order in which they are offered: the instant voice, `favourites`, installed ones, those of the
 * user's own region (`locale`), then by quality and name.
 */
export function voicesFor(language: string, voices: Voice[], locale: string, favourites: string[]): Voice[] {
  const region = regionOf(locale);
  const rank = (voice: Voice) => [
    voice.voiceId === instantVoiceId ? 0 : 1,
    favourites.includes(voice.voiceId) ? 0 : 1,
    voice.installed ? 0 : 1,
    region !== null && regionOf(voice.language) === region ? 0 : 1,
    qualityOrder.indexOf(voice.quality),
  ];
  return voices
    .filter((voice) => voice.voiceId === instantVoiceId || baseLanguage(voice.language) === language)
    .map((voice) => ({ voice, rank: rank(voice) }))
    .sort((a, b) => firstDifference(a.rank, b.rank) || a.voice.name.localeCompare(b.voice.name, locale))
    .map(({ voice }) => voice);
}

function regionOf(tag: string): string | null {
  return /[-_]([A-Z]{2})\b/i.exec(tag)?.[1]?.toUpperCase() ?? null;
}

function firstDifference(a: number[], b: number[]): number {
  return a.map((value, i) => value - (b[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
