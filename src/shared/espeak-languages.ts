/** Every voice of the packaged espeak-ng-data, in lower case (espeak ignores case). */
const espeakVoices: ReadonlySet<string> = new Set(
  `af am an ar as az ba be bg bn bpy bs ca chr cmn cmn-latn-pinyin cs cv cy da de el en en-029 en-gb-scotland en-gb-x-gbclan en-gb-x-gbcwmd
  en-gb-x-rp en-us en-us-nyc eo es es-419 et eu fa fa-latn fi fr fr-be fr-ch ga gd gn grc gu hak haw he hi hr ht hu hy hyw ia id io is it ja jbo
  ka kk kl kn ko kok ku ky la lb lfn lt ltg lv mi mk ml mr ms mt mto my nb nci ne nl nog om or pa pap piqd pl pt pt-br py qdb qu quc qya ro ru
  ru-cl ru-lv sd shn si sjn sk sl smj sq sr sv sw ta te th tk tn tr tt ug uk ur uz vi vi-vn-x-central vi-vn-x-south yue yue-latn-jyutping`.split(
    /\s+/,
  ),
);

/** Tags that have another name in espeak, the longest match first: other codes of a language, and regions that share a voice. */
const aliases: Readonly<Record<string, string>> = {
  en: "en-us",
  "en-gb": "en-gb-x-rp",
  "en-au": "en-gb-x-rp",
  "en-ie": "en-gb-x-rp",
  "en-in": "en-gb-x-rp",
  "en-nz": "en-gb-x-rp",
  "en-za": "en-gb-x-rp",
  "es-ar": "es-419",
  "es-bo": "es-419",
  "es-cl": "es-419",
  "es-co": "es-419",
  "es-cr": "es-419",
  "es-cu": "es-419",
  "es-do": "es-419",
  "es-ec": "es-419",
  "es-gt": "es-419",
  "es-hn": "es-419",
  "es-mx": "es-419",
  "es-ni": "es-419",
  "es-pa": "es-419",
  "es-pe": "es-419",
  "es-pr": "es-419",
  "es-py": "es-419",
  "es-sv": "es-419",
  "es-us": "es-419",
  "es-uy": "es-419",
  "es-ve": "es-419",
  zh: "cmn",
  "zh-hk": "yue",
  "zh-mo": "yue",
  "zh-hant-hk": "yue",
  "zh-hant-mo": "yue",
  "zh-yue": "yue",
  "zh-hakka": "hak",
  no: "nb",
  nn: "nb",
  iw: "he",
  in: "id",
  mo: "ro",
  sh: "hr",
  prs: "fa",
  "hy-arevmda": "hyw",
};

/** The maximum number of parts of a name above, and its maximum length in UTF-16 units. */
const maxParts = 4;
const maxNameLength = 24;

/**
 * The espeak voice for a BCP 47 tag (or a locale such as `fr_FR`): the voice of its region, else of its language, else undefined. The time
 * does not depend on the length of the tag.
 */
export function espeakVoiceFor(language: string): string | undefined {
  const parts = language.slice(0, maxNameLength).toLowerCase().split(/[-_]/, maxParts);
  for (let length = parts.length; length > 0; length -= 1) {
    const tag = parts.slice(0, length).join("-");
    const voice = Object.hasOwn(aliases, tag) ? aliases[tag] : tag;
    if (voice !== undefined && espeakVoices.has(voice)) return voice;
  }
  return undefined;
}

/** The two-letter codes of languages that the instant voice speaks. */
export const instantLanguages: readonly string[] = [...espeakVoices].filter((voice) => voice.length === 2);
