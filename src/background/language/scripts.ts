import { languageTag } from "../../shared/languages.ts";

/**
 * A script by its ISO 15924 code. `Jpan` is kana with the ideographs among them, `Hani` ideographs alone, `Zzzz` any script not listed
 * here.
 */
export type Script = string;

/**
 * The scripts that some voice or language detector may know, and those whose readers should be told that no voice knows them. The most
 * frequent first.
 */
const listed = (
  "Latn Cyrl Arab Hani Hira Kana Hang Grek Hebr Thai Deva Beng Taml Telu Gujr Guru Knda Mlym Orya Sinh Armn Geor Ethi Mymr Khmr Laoo Tibt Thaa Cher " +
  "Bopo Mong Syrc Nkoo Tfng Cans Yiii Olck Java Bali Vaii Adlm Copt Goth"
).split(" ");

const patterns = listed.map((script) => ({ script, pattern: new RegExp(`\\p{Script=${script}}`, "u") }));
const named: Readonly<Record<string, Script>> = { Hira: "Jpan", Kana: "Jpan", Bopo: "Hani" };
const letter = /\p{L}/u;
/** Characters used in several scripts, such as ª and ー, say nothing about the script. */
const shared = /[\p{Script=Common}\p{Script=Inherited}]/u;

const known = new Map<number, Script | undefined>();

/** The script of a letter, by its code point. Undefined for anything that is not a letter, and for letters used in several scripts. */
export function scriptOf(codePoint: number): Script | undefined {
  if (known.has(codePoint)) return known.get(codePoint);
  const script = find(String.fromCodePoint(codePoint));
  known.set(codePoint, script);
  return script;
}

function find(character: string): Script | undefined {
  if (!letter.test(character) || shared.test(character)) return undefined;
  const script = patterns.find(({ pattern }) => pattern.test(character))?.script ?? "Zzzz";
  return named[script] ?? script;
}

/** How much a letter counts: an ideograph stands for a word or half a word. */
export function weightOf(script: Script): number {
  return script === "Hani" || script === "Jpan" || script === "Hang" ? 3 : 1;
}

/** The letters in which a language is written, where the name of its script stands for several scripts or for a variant. */
const scriptsNamed: Readonly<Record<string, readonly Script[]>> = {
  Hans: ["Hani"],
  Hant: ["Hani"],
  Jpan: ["Jpan", "Hani"],
  Kore: ["Hang"],
};

/** A secondScripts script in which a language is written even without a script in its tag, and in which its voice can read it. */
const secondScripts: ReadonlyMap<string, Script> = new Map([
  ["az", "Cyrl"],
  ["bs", "Cyrl"],
  ["kk", "Latn"],
  ["sr", "Latn"],
  ["tt", "Latn"],
  ["uz", "Cyrl"],
]);

/** True if a language (BCP 47) is written in the script `asked`. False for a tag without a language that Unicode knows. */
export function isWrittenIn(tag: string, asked: Script): boolean {
  const locale = new Intl.Locale(languageTag(tag) || "und");
  if (/^und\b/.test(locale.toString())) return false;
  const { language, script } = locale.maximize();
  return script !== undefined && ((scriptsNamed[script] ?? [script]).includes(asked) || secondScripts.get(language) === asked);
}

/** The language in which most text in a script is written, even if no voice speaks it. `und` if unknown. */
export function languageWrittenIn(script: Script): string {
  return script === "Zzzz" ? "und" : new Intl.Locale(`und-${script}`).maximize().language;
}
