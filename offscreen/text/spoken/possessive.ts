import type { GivenPhonemes } from "../../vocabulary.ts";

/** The source of a regular expression for the end that English words get. The voice would say it as a word of its own behind given phonemes. */
export const possessive = "(?:['’]s)?";

const ending = /['’]s$/iu;

/** The phonemes of an English word that may end so: `of` gives those of the word without its ending. */
export function phonemesFor(found: string, of: (word: string) => GivenPhonemes): GivenPhonemes {
  const word = found.replace(ending, "");
  const given = of(word);
  return word === found ? given : { ...given, symbols: given.symbols.trimEnd() + endingAfter(given) };
}

function endingAfter({ notation, symbols }: GivenPhonemes): string {
  const last = symbols.replaceAll(/[\s\]/ː:]+$/gu, "").at(-1) ?? "";
  const isIpa = notation === "ipa";
  if ((isIpa ? "szʃʒ" : "szSZ").includes(last)) return isIpa ? "ɪz" : "I#z";
  return (isIpa ? "ptkfθ" : "ptkfT").includes(last) ? "s" : "z";
}
