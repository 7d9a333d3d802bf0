import { baseLanguage } from "../../src/shared/languages.ts";

/** The languages in which formulas can be said, by the names of their files. */
export const mathsLocales = ["af", "ca", "da", "de", "en", "es", "fr", "hi", "it", "ko", "nb", "sv"] as const;
export type MathsLocale = (typeof mathsLocales)[number];

/** The one in which a voice says formulas that speaks a language (BCP 47, or the name of an eSpeak NG voice). Undefined if there is none. */
export function mathsLocaleFor(language: string): MathsLocale | undefined {
  const base = baseLanguage(language);
  return mathsLocales.find((locale) => locale === (base === "no" ? "nb" : base));
}
