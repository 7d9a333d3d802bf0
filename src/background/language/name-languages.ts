import { espeakVoiceFor } from "../../shared/espeak-languages.ts";
import { baseLanguage, languageTag } from "../../shared/languages.ts";
import { reads, type Span } from "./split-spans.ts";
import { isWrittenIn, languageWrittenIn, type Script } from "./scripts.ts";

/** What a browser detects in a text: its languages (BCP 47) with their shares in percent, and whether the result is certain. */
interface Detected {
  isReliable: boolean;
  languages: { language: string; percentage: number }[];
}

/** What is known apart from the text and the languages that its page declares. */
export interface Clues {
  /** Called at most `maxDetections` times, each with at most `sampleLength` UTF-16 units. Undefined if the browser gives no answer. */
  detect(text: string): Promise<Detected | undefined>;
  /** The languages of the page and of the user, for text that gives no hint itself. Called at most once. */
  likely(): Promise<string[]>;
  /** Whether a text may be read in several languages. If not, all that the voice of its main language can read is in that one. */
  mixes: boolean;
}

/** A part of a text in one language (BCP 47). `isSpoken` is true if a voice can read it. */
export interface NamedSpan {
  start: number;
  end: number;
  language: string;
  isSpoken: boolean;
}

/** Detection is seldom wrong from about twenty words on: this many letters of an alphabet, or the equivalent in other scripts. */
const enoughWeight = 80;
export const maxDetections = 40;
export const sampleLength = 1_000;
/** Samples are taken from about this many places of a text at most. */
const maxSamples = 32;
/** Japanese with a larger share of ideographs than this cannot be understood, because eSpeak reads only kana. */
const maxIdeographShare = 0.1;

/** Groups of languages that detection confuses. Among these, the language that the page declares is more reliable. */
const confusable: readonly ReadonlySet<string>[] = ["no da", "bs hr sr", "id ms", "cs sk", "gl pt", "hi mr ne", "ja zh"].map(
  (group) => new Set(group.split(" ")),
);

/** Spans with the same declared language and script, near each other. Detection runs once for all of them. */
interface Section {
  declared: string;
  script: Script;
  spans: Span[];
  weight: number;
  detected: Detected | undefined;
  language: string | undefined;
}

/**
 * Finds the language of each span:
 * - the declared language, unless it is not written in these letters or detection clearly contradicts it;
 * - else the detected language;
 * - else a likely language that is written in these letters.
 *
 * If the languages are not to be mixed, what is written in the letters of the main language, or in Latin ones that its voice does not spell, is
 * read in the main language. Neighbours in the same language are joined. Together the results cover what the spans cover, without a gap. Apart from one pass over the
 * spans, the work is bounded.
 */
export async function nameLanguages(text: string, spans: readonly Span[], { detect, likely, mixes }: Clues): Promise<NamedSpan[]> {
  const sections = sectionsOf(spans);
  const asked = sections
    .filter(({ declared, script, weight }) => weight >= enoughWeight || !isUsable(declared, script))
    .slice(0, maxDetections);
  await Promise.all(
    asked.map(async (section) => {
      section.detected = await detect(sampleOf(text, section.spans));
    }),
  );
  for (const section of sections) section.language = certainLanguage(section);

  const found = sections.flatMap(({ language }) => language ?? []);
  const isOpen =
    sections.length === 0 || sections.some(({ language, script }) => language === undefined && !found.some((tag) => isUsable(tag, script)));
  const candidates = [...new Set([...found, ...(isOpen ? await likely() : [])])];
  for (const section of sections) section.language ??= likelyLanguage(section, candidates);
  if (!mixes) unite(sections);

  const languages = new Map(sections.flatMap((section) => section.spans.map((span) => [span, spokenAs(section, span)] as const)));
  const first = spans.find((span) => languages.has(span));
  const withoutLetters = [spans[0]?.declared ?? "", ...candidates, "en"].map(languageTag).find((tag) => espeakVoiceFor(tag)) ?? "en";
  return joined(spans, languages, (first && languages.get(first)) ?? { language: withoutLetters, isSpoken: true });
}

/** Gives what the voice of the main language can read that language. Sections that no voice speaks do not count. */
function unite(sections: Section[]): void {
  const weights = new Map<string, { script: Script; weight: number }>();
  for (const { language, script, weight } of sections) {
    if (language === undefined || !espeakVoiceFor(language)) continue;
    weights.set(language, { script, weight: weight + (weights.get(language)?.weight ?? 0) });
  }
  const [main] = [...weights].sort(([, a], [, b]) => b.weight - a.weight);
  if (!main) return;
  const [language, { script: own }] = main;
  for (const section of sections)
    if (section.script === own || (section.script === "Latn" && reads(own, "Latn"))) section.language = language;
}

/** True if a voice speaks the language and it is written in this script. */
function isUsable(tag: string, script: Script): boolean {
  return isWrittenIn(tag, script) && espeakVoiceFor(languageTag(tag)) !== undefined;
}

/**
 * Groups spans into sections, each long enough for detection (except what is left at the end). A heading is in a section with the text
 * after it, and a paragraph is never split.
 */
function sectionsOf(spans: readonly Span[]): Section[] {
  const weight = spans.reduce((sum, span) => sum + span.weight, 0);
  const least = Math.max(enoughWeight, weight / maxSamples);
  const sections: Section[] = [];
  const last = new Map<string, Section>();
  const open = new Map<string, Section>();
  for (const span of spans) {
    const { script, declared } = span;
    if (script === undefined) continue;
    const key = `${script} ${declared}`;
    const before = last.get(key);
    let section = before?.spans.at(-1)?.paragraph === span.paragraph ? before : open.get(key);
    if (!section) {
      section = { declared, script, spans: [], weight: 0, detected: undefined, language: undefined };
      sections.push(section);
      open.set(key, section);
    }
    section.spans.push(span);
    section.weight += span.weight;
    if (section.weight < least) continue;
    open.delete(key);
    last.set(key, section);
  }
  for (const [key, section] of open) {
    const before = last.get(key);
    if (!before) continue;
    before.spans.push(...section.spans);
    sections.splice(sections.indexOf(section), 1);
  }
  return sections;
}

function sampleOf(text: string, spans: Span[]): string {
  let sample = "";
  for (const { start, end } of spans) {
    if (sample.length >= sampleLength) break;
    sample += `${text.slice(start, Math.min(end, start + sampleLength))} `;
  }
  return sample.slice(0, sampleLength);
}

function certainLanguage({ declared, script, weight, detected }: Section): string | undefined {
  const guess = guessOf(detected, script);
  const certain = detected?.isReliable && guess && guess.percentage > 50 ? languageTag(guess.language) : undefined;
  const isDeclared = isWrittenIn(declared, script);
  if (!isDeclared) return certain;
  const isContradicted = isUsable(declared, script)
    ? weight >= enoughWeight && certain !== undefined && !areConfusable(declared, certain)
    : certain !== undefined;
  return isContradicted ? certain : languageTag(declared);
}

/**
 * The best detected language that a voice speaks and that is written in this script. A result such as `ru-Latn` does not count: no voice
 * reads Russian in Latin letters.
 */
function guessOf(detected: Detected | undefined, script: Script): Detected["languages"][number] | undefined {
  return detected?.languages.find(({ language }) => isUsable(baseLanguage(language), script));
}

function areConfusable(a: string, b: string): boolean {
  const [first, second] = [baseLanguage(a), baseLanguage(b)];
  return first === second || confusable.some((group) => group.has(first) && group.has(second));
}

function likelyLanguage({ script, detected }: Section, candidates: string[]): string {
  const guess = script === "Latn" ? guessOf(detected, script)?.language : undefined;
  return [...candidates, guess ?? ""].map(languageTag).find((tag) => isUsable(tag, script)) ?? languageWrittenIn(script);
}

type Named = Pick<NamedSpan, "language" | "isSpoken">;

function spokenAs({ language = "und" }: Section, { ideographs }: Span): Named {
  const voice = espeakVoiceFor(language);
  return { language, isSpoken: voice !== undefined && (voice !== "ja" || ideographs <= maxIdeographShare) };
}

function joined(spans: readonly Span[], languages: ReadonlyMap<Span, Named>, beginning: Named): NamedSpan[] {
  const named: NamedSpan[] = [];
  for (const span of spans) {
    const last = named.at(-1);
    const { language, isSpoken } = languages.get(span) ?? last ?? beginning;
    if (last?.language === language && last.isSpoken === isSpoken) last.end = span.end;
    else named.push({ start: span.start, end: span.end, language, isSpoken });
  }
  return named;
}
