import { baseLanguage } from "./languages.ts";

/** How an entry of the pronunciation dictionary is looked for: as a whole word, anywhere, or as a regular expression. */
const pronunciationMatches = ["word", "part", "pattern"] as const;

/** What an entry says: other words, or phonemes, in IPA or in eSpeak NG's notation. */
const pronunciationNotations = ["text", "ipa", "espeak"] as const;

/** Phonemes, in one of two notations. */
export interface Phonemes {
  notation: "ipa" | "espeak";
  symbols: string;
}

/** An entry of the pronunciation dictionary: `written` is said as `spoken`. */
export interface Pronunciation {
  written: string;
  spoken: string;
  /** What `spoken` is. */
  notation: (typeof pronunciationNotations)[number];
  /** The base language (`en`) in which it is said so; empty for all. */
  language: string;
  /** The voice that says it so; empty for all. */
  voiceId: string;
  match: (typeof pronunciationMatches)[number];
  isCaseSensitive: boolean;
}

/** The most entries that a dictionary has. */
export const maxPronunciations = 1_000;
/** The longest `written`, in UTF-16 units. */
export const maxWrittenLength = 100;
const maxSpokenLength = 200;
const maxVoiceIdLength = 200;

/** With each of them the time can grow by a factor of the text's length. */
const maxRepeats = 2;

/** Why something is no entry: a word or what to say is missing or too long, or the regular expression is not allowed. */
export type PronunciationProblem = "empty" | "long" | "pattern";

/** Parses an entry, or tells why it is none. */
export function readPronunciation(raw: unknown): Pronunciation | PronunciationProblem {
  if (typeof raw !== "object" || raw === null) return "empty";
  const entry = raw as Partial<Record<keyof Pronunciation, unknown>>;
  const written = wordsIn(entry.written);
  const spoken = wordsIn(entry.spoken);
  const notation = pronunciationNotations.find((candidate) => candidate === entry.notation) ?? "text";
  const match = pronunciationMatches.find((candidate) => candidate === entry.match) ?? "word";
  if (written === "" || !(notation === "text" ? /[\p{L}\p{N}]/u : /[^\s[\]/]/u).test(spoken)) return "empty";
  if (written.length > maxWrittenLength || spoken.length > maxSpokenLength) return "long";
  if (match === "pattern" && !isSafePattern(written)) return "pattern";
  const { language, voiceId } = entry;
  return {
    written,
    spoken,
    notation,
    language: typeof language === "string" ? baseLanguage(language) : "",
    voiceId: typeof voiceId === "string" ? voiceId.slice(0, maxVoiceIdLength) : "",
    match,
    isCaseSensitive: entry.isCaseSensitive === true,
  };
}

/** Parses an entry; null if it is invalid or says nothing. */
export function parsePronunciation(raw: unknown): Pronunciation | null {
  const entry = readPronunciation(raw);
  return typeof entry === "string" ? null : entry;
}

/** The phonemes that an entry says; undefined if it says other words. */
export function phonemesOf({ spoken, notation }: Pick<Pronunciation, "spoken" | "notation">): Phonemes | undefined {
  return notation === "text" ? undefined : { notation, symbols: spoken };
}

/** Parses stored entries, of which there are at most a thousand. Invalid ones are left out. */
export function parsePronunciations(raw: unknown): Pronunciation[] {
  if (!Array.isArray(raw)) return [];
  return raw.slice(0, maxPronunciations).flatMap((entry) => parsePronunciation(entry) ?? []);
}

/**
 * True if `source` is a regular expression that takes a bounded time: no repeated group, no reference to a group, no lookaround, and at most
 * two repeats without a limit.
 */
export function isSafePattern(source: string): boolean {
  const bare = source.replaceAll(/\\[^\dk]/g, "x").replaceAll(/\[(?:[^\]])*\]/g, "x");
  if (/\\|\(\?(?!:)|\)[*+{]/.test(bare) || (bare.match(/[*+]|\{\d*,?\d*\}/g)?.length ?? 0) > maxRepeats) return false;
  try {
    return !new RegExp(source, "u").test("");
  } catch {
    return false;
  }
}

/** The entries as lines with tabs between written, spoken, language, voice, match, "case" and notation. */
export function formatPronunciations(entries: readonly Pronunciation[]): string {
  return entries
    .map(({ written, spoken, notation, language, voiceId, match, isCaseSensitive }) =>
      [
        written,
        spoken,
        language,
        voiceId,
        match === "word" ? "" : match,
        isCaseSensitive ? "case" : "",
        notation === "text" ? "" : notation,
      ]
        .join("\t")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}

/** A text without line breaks and other control characters. */
function wordsIn(raw: unknown): string {
  return typeof raw === "string"
    ? raw
        .replaceAll(/[\s\p{Cc}\p{Cs}]+/gu, " ")
        .trim()
        .normalize("NFC")
    : "";
}
