import { baseLanguage } from "../../../src/shared/languages.ts";
import type { Saying } from "../../../src/shared/settings.ts";
import { englishRules } from "./english.ts";
import { frenchRules } from "./french.ts";
import { germanRules } from "./german.ts";
import { editsOf, type Rule } from "./rule.ts";
import { sayingRules } from "./saying-rules.ts";
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
 * the text would become too long with them. In the place of `formulas` their words are said, however many they are. `saying` is how what is no
 * plain text is said; without it, it stays as it is written.
 */
export function spokenText(
  written: string,
  language: string,
  wishes: readonly Rule[] = [],
  formulas: readonly Edit[] = [],
  saying?: Saying,
): SpokenForm {
  const base = baseLanguage(language);
  const { leave, say } = sayingRules(saying, base);
  const rules = [...say, ...(rulesOf.get(base) ?? [])];
  const form = makeSpokenForm(written, editsOf(written, [...leave, ...wishes, ...rules], formulas));
  const added = formulas.reduce((sum, { start, end, spoken }) => sum + spoken.length - (end - start), 0);
  if (wishes.length === 0 || form.text.length - added <= longestSpoken) return form;
  return makeSpokenForm(written, editsOf(written, [...leave, ...rules], formulas));
}
