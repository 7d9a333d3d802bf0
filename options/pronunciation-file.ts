import { maxPronunciations, readPronunciation, type Pronunciation, type PronunciationProblem } from "../src/shared/pronunciations.ts";

/** A line of a file that is no entry, counted from 1. `unknown`: its form is none that is read; `known`: the entry is there already; `full`: there is no room. */
export interface LineProblem {
  line: number;
  reason: PronunciationProblem | "unknown" | "known" | "full";
}

/** What a file adds to a dictionary. */
export interface ReadPronunciations {
  entries: Pronunciation[];
  problems: LineProblem[];
}

/** Several times as long as an entry. In UTF-16 units. */
const maxLineLength = 2_000;

/** Reads the text of a file, in UTF-16 if its first two bytes say so, else in UTF-8. */
export function decodePronunciations(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}

/**
 * Reads a file, line by line, for a dictionary that has the entries `before`. A line is one of these:
 *
 *     written⇥say⇥language⇥voice⇥match⇥case⇥notation   our own, of which the first two columns are needed
 *     written,say,language                              CSV, with quotes or without; the language may be missing
 *     written=say                                       plain lists
 *     "written",0,Y,"say",0                             Voice Dream: 0 is a word, 1 a part, 2 a pattern; Y if the case does not matter
 *     "written" "say"                                   @Voice, where "*written" is a pattern
 */
export function readPronunciationFile(file: string, before: readonly Pronunciation[]): ReadPronunciations {
  const entries: Pronunciation[] = [];
  const problems: LineProblem[] = [];
  const known = new Set(before.map(keyOf));
  for (const [index, text] of file
    .replace(/^\ufeff/, "")
    .split(/\r\n|\r|\n/)
    .entries()) {
    if (text.trim() === "") continue;
    const fail = (reason: LineProblem["reason"]): number => problems.push({ line: index + 1, reason });
    const raw = text.length <= maxLineLength ? fieldsOf(text) : undefined;
    const entry = raw && readPronunciation(raw);
    if (text.length > maxLineLength) fail("long");
    else if (entry === undefined) fail("unknown");
    else if (typeof entry === "string") fail(entry);
    else if (known.has(keyOf(entry))) fail("known");
    else if (before.length + entries.length >= maxPronunciations) fail("full");
    else {
      known.add(keyOf(entry));
      entries.push(entry);
    }
  }
  return { entries, problems };
}

function keyOf({ written, spoken, notation, language, voiceId, match, isCaseSensitive }: Pronunciation): string {
  return JSON.stringify([written, spoken, notation, language, voiceId, match, isCaseSensitive]);
}

function fieldsOf(text: string): Partial<Record<keyof Pronunciation, unknown>> | undefined {
  if (text.includes("\t")) {
    const [written, spoken, language, voiceId, match, sensitive, notation] = text.split("\t");
    return { written, spoken, language, voiceId, match, isCaseSensitive: sensitive === "case", notation };
  }
  const line = text.trim();
  if (/^["“”]/.test(line)) return quotedFieldsOf(line.replaceAll(/[“”]/g, '"'));
  const equals = line.indexOf("=");
  const comma = line.indexOf(",");
  if (equals > 0 && (comma < 0 || equals < comma)) return { written: line.slice(0, equals), spoken: line.slice(equals + 1) };
  return columnsOf(line);
}

function quotedFieldsOf(line: string): Partial<Record<keyof Pronunciation, unknown>> | undefined {
  const [, from, to] = /^"(.*)"\s+"(.*)"$/.exec(line) ?? [];
  if (from !== undefined && to !== undefined) {
    // A rule that is turned off there begins with "#".
    if (from.startsWith("#")) return undefined;
    if (from.startsWith("*")) return { written: from.slice(1), spoken: to, match: "pattern", isCaseSensitive: true };
    return { written: from, spoken: to, match: /^\s.*\s$/.test(from) ? "word" : "part", isCaseSensitive: true };
  }
  const fields = csvFields(line);
  const [written, mode, ignoresCase, spoken, kind] = fields ?? [];
  if (fields?.length === 5 && /^[012]$/.test(mode ?? "") && /^[YN]$/i.test(ignoresCase ?? "") && /^[01]$/.test(kind ?? "")) {
    const match = mode === "2" ? "pattern" : mode === "1" ? "part" : "word";
    return { written, spoken: kind === "1" ? "" : spoken, match, isCaseSensitive: ignoresCase?.toUpperCase() === "N" };
  }
  return columnsOf(line);
}

function columnsOf(line: string): Partial<Record<keyof Pronunciation, unknown>> | undefined {
  const fields = csvFields(line);
  const [written, spoken, language = ""] = fields ?? [];
  const isEntry = fields && (fields.length === 2 || fields.length === 3) && /^(?:[a-z]{2,3}(?:[-_]\w+)*)?$/i.test(language.trim());
  return isEntry ? { written, spoken, language: language.trim() } : undefined;
}

/** The fields of a line of CSV; undefined if a quote is open at its end, or if something stands beside one. */
function csvFields(line: string): string[] | undefined {
  const fields: string[] = [];
  const field = /(?:\s*"((?:[^"]|"")*)"\s*|([^",]*))(,|$)/y;
  for (;;) {
    const found = field.exec(line);
    if (!found) return undefined;
    fields.push(found[1]?.replaceAll('""', '"') ?? (found[2] ?? "").trim());
    if (found[3] === "") return fields;
  }
}
