import { languageTag } from "../../shared/languages.ts";

/** A script by its ISO 15924 code; `Jpan` for kana and the ideographs among them, `Hani` for ideographs alone, `Zzzz` for one that is not listed here. */
export type Script = string;

/** Those that some voice or detector may know, and those whose speakers should be told that none does; the most frequent first. */
const listed = (
  "Latn Cyrl Arab Hani Hira Kana Hang Grek Hebr Thai Deva Beng Taml Telu Gujr Guru Knda Mlym Orya Sinh Armn Geor Ethi Mymr Khmr Laoo Tibt Thaa Cher " +
  "Bopo Mong Syrc Nkoo Tfng Cans Yiii Olck Java Bali Vaii Adlm Copt Goth"
).split(" ");

const patterns = listed.map((script) => ({ script, pattern: new RegExp(`\\p{Script=${script}}`, "u") }));
const named: Readonly<Record<string, Script>> = { Hira: "Jpan", Kana: "Jpan", Bopo: "Hani" };
const letter = /\p{L}/u;
/** What several scripts use, such as ª and ー, tells nothing. */
const shared = /[\p{Script=Common}\p{Script=Inherited}]/u;

const known = new Map<number, Script | undefined>();

/** The script of a letter, by its code point; undefined for what is no letter, and for letters that several scripts use. */
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

/** How much a letter says: an ideograph stands for a word or half of one. */
export function weightOf(script: Script): number {
  return script === "Hani" || script === "Jpan" || script === "Hang" ? 3 : 1;
}

/** The scripts behind the names of a language's script that stand for several or for a variant. */
const behind: Readonly<Record<string, readonly Script[]>> = {
  Hans: ["Hani"],
  Hant: ["Hani"],
  Jpan: ["Jpan", "Hani"],
  Kore: ["Hang"],
};

/** Further scripts in which a language is written without its tag's saying so, and in which its voice reads it. */
const second: ReadonlyMap<string, Script> = new Map([
  ["az", "Cyrl"],
  ["bs", "Cyrl"],
  ["kk", "Latn"],
  ["sr", "Latn"],
  ["tt", "Latn"],
  ["uz", "Cyrl"],
]);

/** Whether a language (BCP 47) is written in the script `asked` for; false for a tag that names no language that Unicode knows. */
export function isWrittenIn(tag: string, asked: Script): boolean {
  const locale = new Intl.Locale(languageTag(tag) || "und");
  if (/^und\b/.test(locale.toString())) return false;
  const { language, script } = locale.maximize();
  return script !== undefined && ((behind[script] ?? [script]).includes(asked) || second.get(language) === asked);
}

/** The language that most of what is written in a script is in, a tag that no voice speaks included; `und` where none is known. */
export function languageWrittenIn(script: Script): string {
  return script === "Zzzz" ? "und" : new Intl.Locale(`und-${script}`).maximize().language;
}
