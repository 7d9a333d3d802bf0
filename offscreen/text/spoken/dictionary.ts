import { baseLanguage } from "../../../src/shared/languages.ts";
import { phonemesOf, type Pronunciation } from "../../../src/shared/pronunciations.ts";
import { knownFaults } from "./known-faults.ts";
import { phonemesFor, possessive } from "./possessive.ts";
import { sayAs, type Rule } from "./rule.ts";

/** What a person wants to be said in another way. */
export interface Dictionary {
  /** Uses these entries, which were parsed, for what is said from now on; and says right what voices are known to say wrongly, if `mendsFaults`. */
  configure(entries: readonly Pronunciation[], mendsFaults: boolean): void;
  /** The rules for a voice that speaks a language (BCP 47, or the name of an eSpeak NG voice). A person's own come first, those for longer words before others. */
  rulesFor(language: string, voiceId: string): readonly Rule[];
}

/** Creates a dictionary, which is empty. */
export function createDictionary(): Dictionary {
  let entries: readonly Pronunciation[] = [];
  let mendsFaults = false;
  const known = new Map<string, readonly Rule[]>();
  return {
    configure(changed, mends) {
      mendsFaults = mends;
      entries = changed.toSorted((a, b) => b.written.length - a.written.length);
      known.clear();
    },
    rulesFor(language, voiceId) {
      const key = `${language} ${voiceId}`;
      let rules = known.get(key);
      if (!rules) {
        const own = entries.filter(
          (entry) =>
            (entry.language === "" || entry.language === baseLanguage(language)) && (entry.voiceId === "" || entry.voiceId === voiceId),
        );
        rules = [...own.map((entry) => ruleOf(entry, baseLanguage(language) === "en")), ...(mendsFaults ? knownFaults(language) : [])];
        known.set(key, rules);
      }
      return rules;
    },
  };
}

function ruleOf(entry: Pronunciation, isEnglish: boolean): Rule {
  const { written, spoken, match, isCaseSensitive } = entry;
  const literal = written.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  const given = phonemesOf(entry);
  const end = given && isEnglish ? possessive : "";
  const source =
    match === "pattern" ? written : match === "part" ? literal : String.raw`(?<![\p{L}\p{N}])${literal}${end}(?![\p{L}\p{N}\p{M}])`;
  const pattern = new RegExp(source, isCaseSensitive ? "gu" : "giu");
  // A pattern's groups can be said.
  return {
    ...(match === "pattern" ? sayAs(pattern, spoken) : { pattern, say: () => spoken }),
    phonemes: given && ((found) => (isEnglish ? phonemesFor(found, () => given) : given)),
  };
}
