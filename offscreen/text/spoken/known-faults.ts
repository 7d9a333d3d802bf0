import type { Rule } from "./rule.ts";
import { phonemesFor, possessive } from "./possessive.ts";

/** Words that eSpeak NG says wrongly with its American voice, in IPA. `tests/unit/known-faults.test.ts` has the source of each. */
const americanWords: Readonly<Record<string, string>> = {
  adidas: "ədˈiːdəs",
  alejandro: "ɑːleɪhˈɑːndɹoʊ",
  beyonce: "bɪjˌɔːnsˈeɪ",
  beyoncé: "bɪjˌɔːnsˈeɪ",
  carlos: "kˈɑːɹloʊs",
  chopin: "ʃˈoʊpæn",
  coup: "kˈuː",
  descartes: "deɪkˈɑːɹt",
  guillermo: "ɡiːˈɛɹmoʊ",
  joaquin: "wˌɑːkˈiːn",
  laredo: "lɚˈeɪdoʊ",
  nike: "nˈaɪkiː",
  prosciutto: "pɹəʃˈuːtˌoʊ",
  putin: "pˈuːtɪn",
  quinoa: "kˌiːnˈoʊə",
  ramos: "ɹˈɑːmoʊs",
  reyes: "ɹˈeɪɪs",
  reykjavik: "ɹˈɛkjəvɪk",
  rihanna: "ɹˌiːhˈɑːnə",
  schwarz: "ʃwˈɔːɹts",
  tucson: "tˈuːsˌɑːn",
  vargas: "vˈɑːɹɡəs",
};

const american: Rule = {
  pattern: new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${Object.keys(americanWords).join("|")})${possessive}(?![\p{L}\p{N}\p{M}])`, "giu"),
  say: () => undefined,
  phonemes: (found) => phonemesFor(found, (word) => ({ notation: "ipa", symbols: americanWords[word.toLowerCase()] ?? "" })),
};

/** The rules for words that an eSpeak NG voice is known to say wrongly. */
export function knownFaults(espeakVoice: string): readonly Rule[] {
  return /^en-us/i.test(espeakVoice) ? [american] : [];
}
