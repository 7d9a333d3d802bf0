import type { MathsLocale } from "./maths-languages.ts";

/** Names of letters that eSpeak NG takes for words when they stand alone: an article in English, "there" in French, "and" in Spanish. */
const letters: Partial<Record<MathsLocale, Readonly<Record<string, string>>>> = {
  en: { a: "eh", A: "eh" },
  fr: { y: "i grec", Y: "i grec" },
  es: { y: "i griega", Y: "i griega" },
};

/** Words of the library that a listener would not understand, and the words that are meant. */
const words: Partial<Record<MathsLocale, readonly (readonly [wrong: RegExp, right: string])[]>> = {
  en: [
    [/\blamda\b/g, "lambda"],
    [/ ⃗/g, " vector"],
    [/\blim over ([^,.;]*?) right arrow\b/g, "the limit as $1 approaches"],
    [/\b([EPp]|Pr) of, open paren, ((?:(?!close paren).)*?) divides /g, "$1 of, open paren, $2 given "],
  ],
  fr: [
    [/\ble sommation\b/g, "la somme"],
    [/\ble intégrale\b/g, "l'intégrale"],
    [/\bsub\b/g, "indice"],
    [/\bopérateur point\b/g, "fois"],
    [/ ⃗/g, " vecteur"],
    [/\bappartient à nombres\b/g, "appartient aux nombres"],
    [/\blimite sur ([^,.;]*?) flèche droite\b/g, "la limite quand $1 tend vers"],
    [/\b([EPp]|Pr) de, parenthèse gauche, ((?:(?!parenthèse droite).)*?) diviseur de /g, "$1 de, parenthèse gauche, $2 sachant "],
  ],
  de: [
    [/ ⃗/g, " Vektor"],
    [/\bLimes über ([^,.;]*?) Pfeil nach rechts\b/g, "der Limes für $1 gegen"],
    [/\b([EPp]|Pr) von, Klammer auf, ((?:(?!Klammer zu).)*?) teilt /g, "$1 von, Klammer auf, $2 gegeben "],
  ],
  es: [
    [/\bmodificando superior (\S+) con ⃗/g, "vector $1"],
    [/\blímite bajoíndice ([^,.;]*?) flecha derecha (.*?) finalizar índices\b/g, "límite cuando $1 tiende a $2 de"],
  ],
  it: [
    [/\bil sommatoria\b/g, "la sommatoria"],
    [/\bil integrale\b/g, "l'integrale"],
    [/ ⃗/g, " vettore"],
    [/\blimite sopra ([^,.;]*?) freccia verso destra\b/g, "il limite per $1 che tende a"],
  ],
};

/** Parts of what the library says in French, where they stand alone. */
const parts: Partial<Record<MathsLocale, Readonly<Record<string, string>>>> = {
  fr: { "est un": "appartient à", "n'est pas un": "n'appartient pas à" },
};

/** A part of what the library says as it is meant, with a letter at its end as eSpeak NG names it. */
export function rightPart(part: string, locale: MathsLocale): string {
  const names = letters[locale];
  const right = parts[locale]?.[part] ?? part;
  return names ? right.replace(/(?<=^|\s)\p{L}$/u, (letter) => names[letter] ?? letter) : right;
}

/** All that the library says, in plain words and punctuation. */
export function rightWords(said: string, locale: MathsLocale): string {
  const right = (words[locale] ?? []).reduce((text, [wrong, instead]) => text.replace(wrong, instead), said);
  return right.replace(/\s+/g, " ").trim();
}
