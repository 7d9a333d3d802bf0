import { baseLanguage } from "../../../src/shared/languages.ts";
import { englishRules } from "./english.ts";
import { frenchRules } from "./french.ts";
import { germanRules } from "./german.ts";
import { editsOf, type Rule } from "./rule.ts";
import { spanishRules } from "./spanish.ts";
import { makeSpokenForm, type Edit, type SpokenForm } from "./spoken-form.ts";

const rulesOf = new Map<string, readonly Rule[]>([
  ["en", englishRules],
  ["fr", frenchRules],
  ["de", germanRules],
  ["es", spanishRules],
]);

/** A longer spoken text could be too long for the phonemizer. A sentence has at most 300 units. */
const longestSpoken = 3_000;

/**
 * The text to speak in place of a sentence's text (made safe to speak) in a language, as BCP 47 or as the name of an eSpeak NG voice: numbers, dates, units and abbreviations that
 * eSpeak NG would say wrongly are written in another way. `wishes` go before, unless
 * the text would become too long with them. In the place of `formulas` their words are said, however many they are.
 */
export function spokenText(written: string, language: string, wishes: readonly Rule[] = [], formulas: readonly Edit[] = []): SpokenForm {
  const rules = rulesOf.get(baseLanguage(language)) ?? [];
  const form = makeSpokenForm(written, editsOf(written, [...wishes, ...rules], formulas));
  const added = formulas.reduce((sum, { start, end, spoken }) => sum + spoken.length - (end - start), 0);
  if (wishes.length === 0 || form.text.length - added <= longestSpoken) return form;
  return makeSpokenForm(written, editsOf(written, rules, formulas));
}
