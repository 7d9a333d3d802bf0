import { espeakVoiceFor } from "../../shared/espeak-languages.ts";
import { baseLanguage, languageTag } from "../../shared/languages.ts";
import type { Span } from "./split-spans.ts";
import { isWrittenIn, languageWrittenIn, type Script } from "./scripts.ts";

/** What a browser detects in a text: its languages (BCP 47) with their shares in percent, and whether it is certain. */
interface Detected {
  isReliable: boolean;
  languages: { language: string; percentage: number }[];
}

/** What is known beside the text and what its page declares. */
export interface Clues {
  /** Called at most `mostDetections` times, each with at most `sampleLength` UTF-16 units; undefined where the browser does not tell. */
  detect(text: string): Promise<Detected | undefined>;
  /** The languages of the page and of the person, in which a text is likely to be that tells nothing itself; called at most once. */
  likely(): Promise<string[]>;
}

/** A part of a text in one language (BCP 47), and whether any voice reads it. */
export interface NamedSpan {
  start: number;
  end: number;
  language: string;
  isSpoken: boolean;
}

/** Detection is seldom wrong from about twenty words on: letters of an alphabet, or as much in others. */
const enoughWeight = 80;
export const mostDetections = 40;
export const sampleLength = 1_000;
/** A text is looked at in at most about this many places. */
const mostSamples = 32;
/** Japanese with more ideographs than this share cannot be followed: eSpeak reads kana only. */
const fewIdeographs = 0.1;

/** Languages that detection takes for one another: here the page's word is better. */
const akin: readonly ReadonlySet<string>[] = ["no da", "bs hr sr", "id ms", "cs sk", "gl pt", "hi mr ne", "ja zh"].map((group) => new Set(group.split(" ")));

/** Spans with the same declared language and script, near each other, about which one question is asked. */
interface Section {
  declared: string;
  script: Script;
  spans: Span[];
  weight: number;
  detected: Detected | undefined;
  language: string | undefined;
}

/**
 * Finds the language of each span: the declared one, unless the letters are none of its script or detection contradicts it for certain; else
 * the detected one; else what is likely among the languages that are written in such letters. Neighbours in the same language are joined;
 * together they cover what the spans cover, without a gap. The work beside one pass over the spans is bounded.
 */
export async function nameLanguages(text: string, spans: readonly Span[], { detect, likely }: Clues): Promise<NamedSpan[]> {
  const sections = sectionsOf(spans);
  const asked = sections.filter(({ declared, script, weight }) => weight >= enoughWeight || !isUsable(declared, script)).slice(0, mostDetections);
  await Promise.all(
    asked.map(async (section) => {
      section.detected = await detect(sampleOf(text, section.spans));
    }),
  );
  for (const section of sections) section.language = certainLanguage(section);

  const found = sections.flatMap(({ language }) => language ?? []);
  const isOpen = sections.length === 0 || sections.some(({ language, script }) => language === undefined && !found.some((tag) => isUsable(tag, script)));
  const candidates = [...new Set([...found, ...(isOpen ? await likely() : [])])];
  for (const section of sections) section.language ??= likelyLanguage(section, candidates);

  const languages = new Map(sections.flatMap((section) => section.spans.map((span) => [span, spokenAs(section, span)] as const)));
  const first = spans.find((span) => languages.has(span));
  const withoutLetters = [spans[0]?.declared ?? "", ...candidates, "en"].map(languageTag).find((tag) => espeakVoiceFor(tag)) ?? "en";
  return joined(spans, languages, (first && languages.get(first)) ?? { language: withoutLetters, isSpoken: true });
}

/** Whether a voice speaks the language, and it is written in this script. */
function isUsable(tag: string, script: Script): boolean {
  return isWrittenIn(tag, script) && espeakVoiceFor(languageTag(tag)) !== undefined;
}

/** Each is long enough for detection, except what is left in the end; a heading is in one with what follows it, and no paragraph is parted. */
function sectionsOf(spans: readonly Span[]): Section[] {
  const weight = spans.reduce((sum, span) => sum + span.weight, 0);
  const least = Math.max(enoughWeight, weight / mostSamples);
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
  const isContradicted = isUsable(declared, script) ? weight >= enoughWeight && certain !== undefined && !areAkin(declared, certain) : certain !== undefined;
  return isContradicted ? certain : languageTag(declared);
}

/** The best of what was detected that a voice speaks and that is written in this script; `ru-Latn` is no Latin text that a voice could read. */
function guessOf(detected: Detected | undefined, script: Script): Detected["languages"][number] | undefined {
  return detected?.languages.find(({ language }) => isUsable(baseLanguage(language), script));
}

function areAkin(a: string, b: string): boolean {
  const [first, second] = [baseLanguage(a), baseLanguage(b)];
  return first === second || akin.some((group) => group.has(first) && group.has(second));
}

function likelyLanguage({ script, detected }: Section, candidates: string[]): string {
  const guess = script === "Latn" ? guessOf(detected, script)?.language : undefined;
  return [...candidates, guess ?? ""].map(languageTag).find((tag) => isUsable(tag, script)) ?? languageWrittenIn(script);
}

type Named = Pick<NamedSpan, "language" | "isSpoken">;

function spokenAs({ language = "und" }: Section, { ideographs }: Span): Named {
  const voice = espeakVoiceFor(language);
  return { language, isSpoken: voice !== undefined && (voice !== "ja" || ideographs <= fewIdeographs) };
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
