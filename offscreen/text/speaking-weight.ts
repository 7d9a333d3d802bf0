const digit = /\p{N}/u;
const wholeSyllable = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u;
const letter = /\p{L}/u;
const pause = /[,;:.!?…—、。，；：！？،؛؟।]/u;

/**
 * Roughly how long a text takes to speak, in letters: a digit is a word, an ideograph or a syllable of Japanese or Korean takes as long as
 * several letters, and punctuation is a pause. Only ratios within one voice mean something.
 */
export function speakingWeight(text: string): number {
  let weight = sentenceEndWeight;
  for (const character of text) {
    if (wholeSyllable.test(character)) weight += 3;
    else if (letter.test(character)) weight += 1;
    else if (digit.test(character)) weight += 4;
    else if (pause.test(character)) weight += 3;
  }
  return weight;
}

/** The pause at the end of a sentence. */
const sentenceEndWeight = 4;
