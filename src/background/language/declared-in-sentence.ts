import { baseLanguage } from "../../shared/languages.ts";
import type { LanguageRange } from "../../shared/selection.ts";
import type { Run, Sentence } from "./read-sentences.ts";
import { weightOf } from "./scripts.ts";

/** Fewer words than this in another language are no clause: a dish, a title, a saying. */
const minClauseWords = 5;
/** A language with a smaller share of a sentence's letters is not that of the sentence. */
const minOwnShare = 0.1;

/** What a clause of its own can begin and end with: quotation marks, brackets, colons, dashes and stops. */
const opens = /(?:^|[:;—–«»„“”‚‘"'([{「『]|\s-)\s*$/u;
const closes = /^[^\p{L}\p{N}]*?(?:[.!?…:;—–»«”“’‘"')\]}」』。！？]|\s-)/u;
/** What is behind the last letter of a text. */
const trailing = /[^\p{L}\p{M}\p{N}]*$/u;

/** The language that most of a text is declared to be in, as its page wrote it. */
export function homeOf(ranges: readonly LanguageRange[]): string {
  const lengths = new Map<string, number>();
  for (const { start, end, language } of ranges) lengths.set(language, (lengths.get(language) ?? 0) + end - start);
  return heaviest(lengths) ?? "";
}

/**
 * The declared language of a sentence. Words that are marked as another language do not change it, however long they are: it is the
 * language at both ends of the sentence, or else that of the text (`home`).
 */
export function declaredInSentence(text: string, sentence: Sentence, home: string): string {
  const { runs } = sentence;
  const [first] = runs;
  if (!first) return sentence.declared;
  if (runs.every(({ declared }) => declared === first.declared)) return first.declared;
  const frame = sentence.declared === sentence.declaredAtEnd ? sentence.declared : home;
  if (isOwn(text, sentence, frame)) return frame;
  return heaviest(weigh(runs)) ?? frame;
}

/** True if enough of a sentence is in a language, apart from clauses in others. */
function isOwn(text: string, sentence: Sentence, language: string): boolean {
  const weights = weigh(sentence.runs.filter((_, index) => !isClause(text, sentence, index, language)));
  const all = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const own = weights.get(language) ?? 0;
  return own > 0 && own >= minOwnShare * all;
}

function weigh(runs: readonly Run[]): Map<string, number> {
  const weights = new Map<string, number>();
  for (const { declared, letters, script } of runs) weights.set(declared, (weights.get(declared) ?? 0) + letters * weightOf(script));
  return weights;
}

/** True if the run at `index` is a clause that is marked as another language than `own`, that of its sentence. */
export function isClause(text: string, sentence: Sentence, index: number, own: string): boolean {
  const run = sentence.runs[index];
  if (!run || run.words < minClauseWords || baseLanguage(run.declared) === baseLanguage(own)) return false;
  return isBounded(text, sentence, index);
}

/** True if what is before and behind a run separates it from the rest of its sentence. */
function isBounded(text: string, { start, end, runs }: Sentence, index: number): boolean {
  const run = runs[index];
  if (!run) return false;
  const next = runs[index + 1];
  const behind = trailing.exec(text.slice(run.start, next?.start ?? end))?.[0] ?? "";
  return opens.test(text.slice(Math.max(start, run.start - 8), run.start)) && (!next || closes.test(behind));
}

function heaviest(weights: ReadonlyMap<string, number>): string | undefined {
  return [...weights].sort(([, a], [, b]) => b - a)[0]?.[0];
}
