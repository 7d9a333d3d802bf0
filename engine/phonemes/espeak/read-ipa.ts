const stress = new Set(["ˈ", "ˌ"]);
const vowels = new Set("aeiouyæøœɐɑɒɔɘəɚɛɜɞɤɨɪɯɵɶʉʊʌʏᵻ");

/** What is typed in place of symbols of the IPA. */
const substitutes = new Map([
  ["'", "ˈ"],
  ["ʼ", "ˈ"],
  ["’", "ˈ"],
  ["ˊ", "ˈ"],
  [",", "ˌ"],
  [":", "ː"],
  ["g", "ɡ"],
]);

/** Marks of syllables, of what is joined, and around a transcription. They are no sounds. */
const silent = /[./|[\](){}‿]|[\u200b-\u200d\ufeff]|\u0361|\u035c/gu;

/**
 * The symbols of a transcription in IPA, one for each code point, in the manner in which Piper's voices know them: a stress mark is right before its vowel.
 * `espeakVoice` is the voice that says them. Words are separated by one space.
 */
export function readIpa(ipa: string, espeakVoice: string): string[] {
  // Piper takes letters and their marks apart: "ç" is "c" and a cedilla.
  const text = ipa.normalize("NFD").replaceAll(silent, "").replaceAll(/\s+/gu, " ").trim();
  const symbols = Array.from(text, (symbol) => substitutes.get(symbol) ?? symbol);
  // English dictionaries write "r" for the only r that English has.
  const isEnglish = /^en(?![a-z])/.test(espeakVoice);
  return withStressAtVowels(isEnglish ? symbols.map((symbol) => (symbol === "r" ? "ɹ" : symbol)) : symbols);
}

function withStressAtVowels(symbols: readonly string[]): string[] {
  const moved: string[] = [];
  let waiting: string[] = [];
  for (const symbol of symbols) {
    if (stress.has(symbol)) {
      waiting = [symbol];
      continue;
    }
    if (vowels.has(symbol)) moved.push(...waiting, symbol);
    else moved.push(symbol);
    if (vowels.has(symbol) || symbol === " ") waiting = [];
  }
  return moved;
}
