import { readFileSync } from "node:fs";

/** The languages that have a corpus, with the eSpeak NG voice that speaks each. */
export const saidLanguages = { en: "en-us", fr: "fr", de: "de", es: "es" } as const;
export type SaidLanguage = keyof typeof saidLanguages;

/** A written form, and the ways in which it may be said, in words. */
export interface SaidCase {
  category: string;
  written: string;
  spoken: string[];
}

/** The cases of a language: lines of category, written form and spoken forms, with tabs between them. */
export function readSaidCorpus(language: SaidLanguage): SaidCase[] {
  const lines = readFileSync(new URL(`${language}.tsv`, import.meta.url), "utf8")
    .split("\n")
    .filter(Boolean);
  return lines.map((line) => {
    const [category = "", written = "", ...spoken] = line.split("\t");
    return { category, written, spoken };
  });
}
