import type { LanguageRange } from "../../shared/selection.ts";
import { declaredInSentence, homeOf, isClause } from "./declared-in-sentence.ts";
import { readSentences, type Run, type Sentence } from "./read-sentences.ts";
import { weightOf, type Script } from "./scripts.ts";

/** One or more sentences, or some words, in one script and under one declared language. */
export interface Span {
  start: number;
  end: number;
  /** The index of its paragraph. */
  paragraph: number;
  /** The language as the page wrote it, or an empty string. */
  declared: string;
  /** Undefined if it has no letter. */
  script: Script | undefined;
  /** How much its letters count, by `weightOf`. */
  weight: number;
  /** The share of its letters that are ideographs, 0 to 1. */
  ideographs: number;
}

/** After this many spans, the rest of the text belongs to the last one. */
const maxSpans = 4_000;
/** A sentence gets another script than its paragraph only if at least this share of its letters is in it. */
const clearMajority = 0.6;
/** Fewer Latin words than this belong to the sentences in another script around them: a name, a product, an abbreviation. */
const minLatinWords = 4;
/** If a sentence has more foreign words than this, it is not split at all. */
const maxForeignWords = 8;
/** Ideographs count as Japanese if at least this share of the paragraph's ideographs and kana is kana. */
const minKanaShare = 0.05;

/** Scripts that eSpeak's voices can read besides their own, by using the rules of another language. */
const readByAll: ReadonlySet<Script> = new Set(["Latn", "Deva", "Hang", "Armn", "Geor", "Beng", "Taml"]);
/** In the languages of these scripts, the voices spell Latin words letter by letter. */
const spellsLatin: ReadonlySet<Script> = new Set(["Hebr", "Jpan"]);

/** True if a voice for text in the script `own` can read words in the script `other`. */
export function reads(own: Script, other: Script): boolean {
  return own === other || (readByAll.has(other) && !(other === "Latn" && spellsLatin.has(own)));
}

/**
 * Splits `text` where its script or the declared language changes: between sentences, lines and paragraphs, around clauses that are marked as
 * another language, and around words that a voice for the sentence could not read.
 *
 * The spans cover the text without gaps. None crosses the end of a paragraph, up to `maxSpans` of them. Linear time.
 */
export function splitSpans(text: string, ranges: readonly LanguageRange[]): Span[] {
  const spans: Span[] = [];
  let sentences: Sentence[] = [];
  let paragraph = 0;
  const home = homeOf(ranges);
  for (const sentence of readSentences(text, ranges)) {
    sentences.push(sentence);
    if (!sentence.endsParagraph) continue;
    spans.push(...spansOf(text, sentences, paragraph, home).slice(0, maxSpans - spans.length));
    sentences = [];
    paragraph += 1;
    if (spans.length === maxSpans) break;
  }
  const last = spans.at(-1);
  if (last) last.end = text.length;
  return spans;
}

type Part = Omit<Span, "paragraph">;

function spansOf(text: string, sentences: Sentence[], paragraph: number, home: string): Span[] {
  const all = sentences.flatMap(({ runs }) => runs);
  const scripts = scriptsOf(all);
  const main = heaviest(weigh(all, scripts));
  const spans: Span[] = [];
  for (const sentence of sentences) {
    for (const span of partsOf(text, sentence, main, scripts, home).map((part) => ({ ...part, paragraph }))) {
      const last = spans.at(-1);
      if (
        last &&
        (last.script === undefined || span.script === undefined || (last.script === span.script && last.declared === span.declared))
      )
        join(last, span);
      else spans.push(span);
    }
  }
  return spans;
}

function join(to: Span, next: Part): void {
  const weight = to.weight + next.weight;
  if (weight > 0) to.ideographs = (to.ideographs * to.weight + next.ideographs * next.weight) / weight;
  if (to.script === undefined) ({ script: to.script, declared: to.declared } = next);
  to.end = next.end;
  to.weight = weight;
}

/**
 * The parts of a sentence: the sentence in its own script, the clauses that are marked as another language, and the words that a voice for
 * that script could not read.
 */
function partsOf(text: string, sentence: Sentence, main: Script | undefined, scripts: ReadonlyMap<Script, Script>, home: string): Part[] {
  const { start, end, runs } = sentence;
  const script = scriptOfSentence(runs, main, scripts);
  const declared = declaredInSentence(text, sentence, home);
  const foreign =
    script === undefined
      ? []
      : runs.filter((run, i) => isForeign(run, runs[i + 1], script, scripts) || isClause(text, sentence, i, declared));
  const parts: Part[] = [];
  let from = start;
  let rest = runs;
  const take = (until: number, taken: Run[], own: Pick<Span, "script" | "declared">): void => {
    parts.push({ start: from, end: until, ...own, weight: total(weigh(taken, scripts)), ideographs: ideographsIn(taken) });
    from = until;
  };
  for (const run of foreign.length > maxForeignWords ? [] : foreign) {
    const before = rest.slice(0, rest.indexOf(run));
    rest = rest.slice(before.length + 1);
    // Text without letters belongs to what follows it.
    if (before.length > 0) take(run.start, before, { script, declared });
    take(run.end, [run], { script: scripts.get(run.script) ?? run.script, declared: run.declared });
  }
  const last = parts.at(-1);
  if (rest.length > 0 || !last) take(end, rest, { script, declared });
  else last.end = end;
  return parts;
}

function scriptOfSentence(runs: Run[], main: Script | undefined, scripts: ReadonlyMap<Script, Script>): Script | undefined {
  const weights = weigh(runs, scripts);
  const top = heaviest(weights);
  if (top === undefined || main === undefined || top === main) return top;
  if (weights.has(main) && (weights.get(top) ?? 0) < clearMajority * total(weights)) return main;
  const words = runs.reduce((sum, { words }) => sum + words, 0);
  return top === "Latn" && words < minLatinWords && reads(main, top) ? main : top;
}

function isForeign(run: Run, next: Run | undefined, own: Script, scripts: ReadonlyMap<Script, Script>): boolean {
  if (reads(own, scripts.get(run.script) ?? run.script)) return false;
  // An ideograph is a word. A single letter of an alphabet is a symbol (as in "5 Ω"), and a part of a word stays with the word.
  return run.script === "Hani" || (run.letters > 1 && !run.continuesWord && !next?.continuesWord);
}

/** How each script counts in this paragraph. */
function scriptsOf(runs: Run[]): ReadonlyMap<Script, Script> {
  const east = runs.filter(({ script }) => script === "Hani");
  const sum = (of: (run: Run) => number): number => east.reduce((result, run) => result + of(run), 0);
  const isJapanese = sum(({ kana }) => kana) > minKanaShare * sum(({ letters }) => letters);
  return new Map([["Hani", isJapanese ? "Jpan" : "Hani"]]);
}

function ideographsIn(runs: Run[]): number {
  const letters = runs.reduce((sum, run) => sum + run.letters, 0);
  const ideographs = runs.reduce((sum, { script, letters, kana }) => sum + (script === "Hani" ? letters - kana : 0), 0);
  return letters === 0 ? 0 : ideographs / letters;
}

/** The weight of the letters in each script, or for each other key that `keyOf` returns. */
function weigh(
  runs: Run[],
  scripts: ReadonlyMap<Script, Script>,
  keyOf = (run: Run): string => scripts.get(run.script) ?? run.script,
): Map<string, number> {
  const weights = new Map<string, number>();
  for (const run of runs) weights.set(keyOf(run), (weights.get(keyOf(run)) ?? 0) + run.letters * weightOf(run.script));
  return weights;
}

function heaviest(weights: ReadonlyMap<string, number>): string | undefined {
  let best: [string, number] | undefined;
  for (const entry of weights) if (!best || entry[1] > best[1]) best = entry;
  return best?.[0];
}

function total(weights: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const weight of weights.values()) sum += weight;
  return sum;
}
