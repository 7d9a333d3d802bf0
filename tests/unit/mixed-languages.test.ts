import assert from "node:assert/strict";
import { test } from "node:test";
import { nameLanguages } from "../../src/background/language/name-languages.ts";
import { splitSpans } from "../../src/background/language/split-spans.ts";
import type { LanguageRange } from "../../src/shared/selection.ts";

/**
 * A text in which `{fr:words}` is marked as another language than the page's, and how it is read: the parts with their languages, and `!` for
 * what no voice reads.
 */
type Case = [language: string, text: string, ...read: string[]];

async function read(language: string, marked: string, mixes: boolean): Promise<string[]> {
  const ranges: LanguageRange[] = [];
  let text = "";
  for (const part of marked.split(/(\{[^}]*\})/)) {
    const [, own, words] = /^\{([^:]*):(.*)\}$/s.exec(part) ?? [undefined, language, part];
    const start = text.length;
    text += words ?? "";
    if (text.length > start) ranges.push({ start, end: text.length, language: own ?? language });
  }
  const spans = await nameLanguages(text, splitSpans(text, ranges), {
    detect: async () => undefined,
    likely: async () => [language],
    mixes,
  });
  return spans.map((span) => `${span.language}${span.isSpoken ? "" : "!"}: ${text.slice(span.start, span.end).trim()}`);
}

/** Words that are marked inside a sentence stay in its voice: each of these is read in one language. */
const inOneVoice: [language: string, text: string][] = [
  ["en", "The {fr:mise en place} matters."],
  ["en", "The {fr:mise en place}."],
  ["en", "{fr:Mise en place} matters in every kitchen."],
  ["en", "A {fr:crème brûlée aux framboises} please."],
  ["en", "He ordered a {fr:boeuf bourguignon à la paysanne}, a glass of wine and some bread."],
  ["en", "It is a matter of {de:Weltschmerz}."],
  ["en", "The {de:Zeitgeist} of the age was {fr:fin de siècle}."],
  ["en", "She has a certain {fr:je ne sais quoi}."],
  ["en", "The {la:habeas corpus} act of 1679 is still law."],
  ["en", "He read {de:Die Leiden des jungen Werthers} on the train."],
  ["en", "The {es:Día de los Muertos} is on 2 November."],
  ["en", "We stayed at the “{fr:Hôtel de la Paix}” for two nights."],
  ["en", "Many say {it:dolce far niente} without doing nothing."],
  ["en", "The word {cs:robot} comes from a play."],
  ["en", "I met {pl:Stanisław Lem} once."],
  ["en", "{en-GB:Colour} and {en-US:color} are the same."],
  ["en", "“{en-GB:It is a truth universally acknowledged},” she read."],
  ["fr", "Le {en:fair play} est de rigueur."],
  ["fr", "Un {en:week-end} à la mer, et le {en:burn-out} est oublié."],
  ["fr", "La {de:Gemütlichkeit} ne se traduit pas."],
  ["fr", "Le film {en:The Good, the Bad and the Ugly} passe ce soir."],
  ["fr", "{en:Machine learning} se dit « apprentissage automatique »."],
  ["de", "Das {en:Meeting} beginnt um zehn."],
  ["de", "Das {en:Customer Relationship Management} wird umgestellt."],
  ["de", "Er lebt nach dem Motto „{la:carpe diem}“."],
  ["de", "Die {fr:Crème de la Crème} war da."],
  ["es", "El {en:marketing} digital crece."],
  ["es", "La {fr:nouvelle cuisine} cambió todo."],
  ["it", "Lo {en:smart working} è comodo."],
  ["it", "La {fr:mise en abyme} è una tecnica."],
  ["pt", "O {en:software} livre é útil."],
  ["nl", "De {en:manager} van het {en:team} is ziek."],
  ["pl", "Nasz {en:newsletter} jest darmowy."],
  ["sv", "En {en:podcast} om historia."],
  ["ru", "Мы любим {en:jazz} и {en:rock}."],
  ["uk", "Це дуже цікавий {en:open source} проєкт."],
  ["el", "Το {en:internet} άλλαξε τον κόσμο."],
  ["fr", "Il dit {en:no} et s’en va."],
  ["en", "1. {fr:Rue de la Paix} is a street in Paris."],
  ["en", "See {de:Straße} (street) in the list."],
];

/** Sentences, quotes and clauses in another language go to their voice, and so does what the sentence's voice cannot read. */
const inSeveralVoices: Case[] = [
  ["en", "He said it again. {fr:Je ne sais pas.} Then he left.", "en: He said it again.", "fr: Je ne sais pas.", "en: Then he left."],
  ["en", "He said: “{fr:Je ne sais pas ce que tu veux dire.}”", "en: He said: “", "fr: Je ne sais pas ce que tu veux dire.”"],
  [
    "en",
    "“{fr:Je ne sais pas ce que tu veux}”, he said, and went away again.",
    "fr: “Je ne sais pas ce que tu veux”,",
    "en: he said, and went away again.",
  ],
  [
    "en",
    "Her motto ({la:per aspera ad astra semper}) was over the door.",
    "en: Her motto (",
    "la: per aspera ad astra semper)",
    "en: was over the door.",
  ],
  [
    "fr",
    "Il répondit : « {en:I have no idea what you mean} », puis il partit.",
    "fr: Il répondit : «",
    "en: I have no idea what you mean »,",
    "fr: puis il partit.",
  ],
  ["fr", "Elle cria. {en:Come back here!} Personne ne vint.", "fr: Elle cria.", "en: Come back here!", "fr: Personne ne vint."],
  ["de", "Er rief: „{en:We shall never surrender here!}“", "de: Er rief: „", "en: We shall never surrender here!“"],
  ["de", "{fr:Liberté, égalité, fraternité.} So hieß es.", "fr: Liberté, égalité, fraternité.", "de: So hieß es."],
  ["es", "Dijo: «{fr:Je pense, donc je suis.}» Y se fue.", "es: Dijo: «", "fr: Je pense, donc je suis.»", "es: Y se fue."],
  ["it", "Rispose. {de:Ich bin ein Berliner.} Tutti risero.", "it: Rispose.", "de: Ich bin ein Berliner.", "it: Tutti risero."],
  ["en", "{es:¿Dónde está la biblioteca?}", "es: ¿Dónde está la biblioteca?"],
  ["en", "Hello.\n\n{fr:Bonjour.}\n\n{de:Guten Tag.}", "en: Hello.", "fr: Bonjour.", "de: Guten Tag."],
  ["en", "In Russian it is {ru:привет} again.", "en: In Russian it is", "ru: привет", "en: again."],
  ["en", "In Greek it is {el:θάλασσα} as ever.", "en: In Greek it is", "el: θάλασσα", "en: as ever."],
  ["en", "In Hebrew it is שלום again.", "en: In Hebrew it is", "he: שלום", "en: again."],
  ["en", "The word سلام means peace.", "en: The word", "ar: سلام", "en: means peace."],
  ["fr", "Le mot 黄昏 est chinois.", "fr: Le mot", "zh: 黄昏", "fr: est chinois."],
  ["de", "Das Wort Спасибо heißt danke.", "de: Das Wort", "ru: Спасибо", "de: heißt danke."],
  ["ja", "これは machine learning です。", "ja: これは", "en: machine learning", "ja: です。"],
  ["en", "Thai is ภาษาไทย there.", "en: Thai is", "th: ภาษาไทย", "en: there."],
  ["ru", "Он сказал. {en:It was a dark and stormy night.} И ушёл.", "ru: Он сказал.", "en: It was a dark and stormy night.", "ru: И ушёл."],
  ["ar", "قال الرجل. {en:I am here with you now.} ثم ذهب.", "ar: قال الرجل.", "en: I am here with you now.", "ar: ثم ذهب."],
];

/** With languages not mixed: the whole text in its main language, but for letters that its voice cannot read. */
const notMixed: Case[] = [
  ["en", "He said it again. {fr:Je ne sais pas.} Then he left.", "en: He said it again. Je ne sais pas. Then he left."],
  [
    "en",
    "He said: “{fr:Je ne sais pas ce que tu veux dire.}” And then he went home to his wife.",
    "en: He said: “Je ne sais pas ce que tu veux dire.” And then he went home to his wife.",
  ],
  ["fr", "Elle cria. {en:Come back!} Personne ne vint.", "fr: Elle cria. Come back! Personne ne vint."],
  ["de", "Hallo, ihr alle.\n\n{fr:Bonjour.}\n\n{en:Hello.}", "de: Hallo, ihr alle.\n\nBonjour.\n\nHello."],
  ["en", "In Russian it is привет again.", "en: In Russian it is", "ru: привет", "en: again."],
  ["en", "The word سلام means peace.", "en: The word", "ar: سلام", "en: means peace."],
  ["en", "The night was dark.\n\nБыла тёмная ночь.", "en: The night was dark.", "ru: Была тёмная ночь."],
  [
    "ru",
    "Была очень тёмная ночь над морем.\n\n{en:It was dark and late.}",
    "ru: Была очень тёмная ночь над морем.\n\nIt was dark and late.",
  ],
  ["he", "שלום לכולם, זה הלילה הארוך ביותר.\n\n{en:It was dark.}", "he: שלום לכולם, זה הלילה הארוך ביותר.", "en: It was dark."],
  ["zh", "黄昏时分,灯塔亮了。\n\n{ja:これはすごい}", "zh: 黄昏时分,灯塔亮了。", "ja: これはすごい"],
];

for (const [language, text] of inOneVoice)
  test(`in the voice of the sentence: ${text}`, async () => {
    const plain = text.replaceAll(/\{[^:}]*:([^}]*)\}/g, "$1");
    const spans = await read(language, text, true);
    assert.deepEqual(spans, [`${language}: ${plain}`]);
  });

for (const [language, text, ...expected] of inSeveralVoices)
  test(`each in its voice: ${text}`, async () => assert.deepEqual(await read(language, text, true), expected));

for (const [language, text, ...expected] of notMixed)
  test(`not mixed: ${text}`, async () => assert.deepEqual(await read(language, text, false), expected));
