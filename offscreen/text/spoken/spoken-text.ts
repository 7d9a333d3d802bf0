import { baseLanguage } from "../../../src/shared/languages.ts";
import { englishRules } from "./english.ts";
import { frenchRules } from "./french.ts";
import { germanRules } from "./german.ts";
import { editsOf, type Rule } from "./rule.ts";
import { spanishRules } from "./spanish.ts";
import { makeSpokenForm, type SpokenForm } from "./spoken-form.ts";

const rulesOf = new Map<string, readonly Rule[]>([
  ["en", englishRules],
  ["fr", frenchRules],
  ["de", germanRules],
  ["es", spanishRules],
]);

/**
 * The text to speak in place of a sentence's text (made safe to speak) in a language, as BCP 47 or as the name of an eSpeak NG voice: numbers, dates, units and abbreviations that
 * eSpeak NG would say wrongly are written in another way. `wishes` go before.
 */
export function spokenText(written: string, language: string, wishes: readonly Rule[] = []): SpokenForm {
  return makeSpokenForm(written, editsOf(written, [...wishes, ...(rulesOf.get(baseLanguage(language)) ?? [])]));
}
