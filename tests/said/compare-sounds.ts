import { createPhonemizer } from "../../engine/phonemes/phonemizer.ts";
import type { EspeakAssets } from "../../engine/phonemes/espeak/espeak-data.ts";
import { piperPhonemeIdMap } from "../../engine/tests/voices/piper-config.ts";
import { spokenText } from "../../offscreen/text/spoken/spoken-text.ts";
import { readSaidCorpus, saidLanguages, type SaidCase, type SaidLanguage } from "./said-corpus.ts";

/** Whether a case is said rightly as it is written, and after the rules. `became` is the text after them. */
export interface SaidResult extends SaidCase {
  before: boolean;
  after: boolean;
  became: string;
}

// The ids of Piper's phonemes that are no sounds: pads, spaces and stress. A full stop (10) is a pause.
const silentIds: ReadonlySet<number> = new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 120, 121, 122]);

/** Sounds that eSpeak says in one way in a number and in another in its words. Each list becomes its first sound, if there is one. */
const sameSounds: Record<SaidLanguage, readonly (readonly [said: string, like: string])[]> = {
  en: [
    ["o", "ɔ"],
    ["ᵻ", "ɪ"],
  ],
  fr: [["ə", ""]],
  de: [
    ["i", "ɪ"],
    ["d", "t"],
  ],
  es: [
    ["ɛ", "e"],
    ["ɪ", "i"],
    ["j", "i"],
    ["β", "b"],
    ["ð", "d"],
    ["ʎ", "ʝ"],
  ],
};

/** Compares the sound of each written form of a language's corpus with that of its spoken forms. */
export async function compareSounds(language: SaidLanguage, assets: EspeakAssets): Promise<SaidResult[]> {
  const phonemizer = await createPhonemizer(assets, saidLanguages[language]);
  const likeness = new Map(sameSounds[language].map(([said, like]) => [idOf(said), like === "" ? "" : String(idOf(like))]));
  const soundOf = async (text: string): Promise<string> => {
    const ids = (await phonemizer.phonemeIds(text)).filter((id) => !silentIds.has(id));
    const sounds = ids.map((id) => likeness.get(id) ?? String(id));
    return sounds
      .join(" ")
      .replace(/ +/g, " ")
      .replace(/( 10)* ?$/, "");
  };
  const results: SaidResult[] = [];
  for (const said of readSaidCorpus(language)) {
    const became = spokenText(said.written, language).text;
    const expected = new Set(await Promise.all(said.spoken.map(soundOf)));
    const before = expected.has(await soundOf(said.written));
    results.push({ ...said, became, before, after: became === said.written ? before : expected.has(await soundOf(became)) });
  }
  return results;
}

function idOf(sound: string): number | undefined {
  return piperPhonemeIdMap[sound]?.[0];
}
