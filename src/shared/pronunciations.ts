import { baseLanguage } from "./languages.ts";

/** How an entry of the pronunciation dictionary is looked for: as a whole word, anywhere, or as a regular expression. */
const pronunciationMatches = ["word", "part", "pattern"] as const;

/** An entry of the pronunciation dictionary: `written` is said as `spoken`. */
export interface Pronunciation {
  written: string;
  spoken: string;
  /** The base language (`en`) in which it is said so; empty for all. */
  language: string;
  /** The voice that says it so; empty for all. */
  voiceId: string;
  match: (typeof pronunciationMatches)[number];
  isCaseSensitive: boolean;
}

const maxEntries = 1_000;
const maxWrittenLength = 100;
const maxSpokenLength = 200;
const maxVoiceIdLength = 200;

/** With each of them the time can grow by a factor of the text's length. */
const maxRepeats = 2;

/** Parses an entry; null if it is invalid or says nothing. */
export function parsePronunciation(raw: unknown): Pronunciation | null {
  if (typeof raw !== "object" || raw === null) return null;
  const entry = raw as Partial<Record<keyof Pronunciation, unknown>>;
  const written = wordsIn(entry.written);
  const spoken = wordsIn(entry.spoken);
  const match = pronunciationMatches.find((candidate) => candidate === entry.match) ?? "word";
  const isValid =
    written.length > 0 &&
    written.length <= maxWrittenLength &&
    spoken.length <= maxSpokenLength &&
    /[\p{L}\p{N}]/u.test(spoken) &&
    (match !== "pattern" || isSafePattern(written));
  if (!isValid) return null;
  const { language, voiceId } = entry;
  return {
    written,
    spoken,
    language: typeof language === "string" ? baseLanguage(language) : "",
    voiceId: typeof voiceId === "string" ? voiceId.slice(0, maxVoiceIdLength) : "",
    match,
    isCaseSensitive: entry.isCaseSensitive === true,
  };
}

/** Parses stored entries, of which there are at most a thousand. Invalid ones are left out. */
export function parsePronunciations(raw: unknown): Pronunciation[] {
  if (!Array.isArray(raw)) return [];
  return raw.slice(0, maxEntries).flatMap((entry) => parsePronunciation(entry) ?? []);
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

/** The entries as lines with tabs between written, spoken, language, voice, match and "case". */
export function formatPronunciations(entries: readonly Pronunciation[]): string {
  return entries
    .map(({ written, spoken, language, voiceId, match, isCaseSensitive }) =>
      [written, spoken, language, voiceId, match === "word" ? "" : match, isCaseSensitive ? "case" : ""].join("\t").trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}

/** The entries in a file of such lines; only the first two columns are needed. Lines that are no entries are left out. */
export function readPronunciations(file: string): Pronunciation[] {
  return parsePronunciations(
    file.split(/\r?\n/).map((line) => {
      const [written, spoken, language, voiceId, match, sensitive] = line.split("\t");
      return { written, spoken, language, voiceId, match, isCaseSensitive: sensitive === "case" };
    }),
  );
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
