import { finalize, markup } from "speech-rule-engine/mjs/audio/aural_rendering.js";
import { parseInput } from "speech-rule-engine/mjs/common/dom_util.js";
import { EnginePromise } from "speech-rule-engine/mjs/common/engine.js";
import { setup } from "speech-rule-engine/mjs/common/engine_setup.js";
import { SpeechRuleEngine } from "speech-rule-engine/mjs/rule_engine/speech_rule_engine.js";
import { xmlTree } from "speech-rule-engine/mjs/semantic_tree/semantic.js";
import { adaptFormula } from "./adapt-formula.ts";
import type { MathsLocale } from "./maths-languages.ts";
import { rightPart, rightWords } from "./right-words.ts";

/** Says a formula (MathML) in words and punctuation. Empty if there is nothing to say. Rejects if it is no MathML. */
export type SayFormula = (mathMl: string, locale: MathsLocale) => Promise<string>;

/** The first call begins to load the words of a language, the next ones use them. */
const setupCalls = 3;

/**
 * Makes the library ready. `load` gives the file of a language, and that of `base`, which all share; each is asked for once. Formulas are said
 * as a teacher would read them (ClearSpeak); in languages without such rules, sign by sign (MathSpeak). Calls must not overlap: the library has
 * one language at a time.
 */
export function createSayFormula(load: (name: string) => Promise<string>): SayFormula {
  let current: MathsLocale | undefined;

  const use = async (locale: MathsLocale): Promise<void> => {
    if (current === locale) return;
    current = undefined;
    // The library's types know no functions among its features.
    const features = { locale, domain: "clearspeak", modality: "speech", markup: "punctuation", custom: load } as object as Parameters<
      typeof setup
    >[0];
    for (let call = 0; call < setupCalls; call += 1) {
      await setup({ ...features });
      await EnginePromise.getall();
    }
    if (!EnginePromise.loaded[locale]?.[1]) throw new Error(`there are no words for ${locale}`);
    current = locale;
  };

  return async (mathMl, locale) => {
    await use(locale);
    const math = parseInput(mathMl);
    adaptFormula(math, locale);
    const parts = SpeechRuleEngine.getInstance().evaluateNode(xmlTree(math));
    for (const part of parts) part.text = rightPart(part.text, locale);
    return rightWords(finalize(markup(parts)), locale);
  };
}
