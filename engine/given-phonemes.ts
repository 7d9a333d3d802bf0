/** Phonemes that somebody wrote: in IPA, or in eSpeak NG's own notation (`h@l'oU`, without brackets). Spaces are between words. */
export interface GivenPhonemes {
  notation: "ipa" | "espeak";
  symbols: string;
}

/** Phonemes that are said in place of a part of a text: UTF-16 offsets, `end` is exclusive. The part counts as one word. */
export interface PhonemeRange extends GivenPhonemes {
  start: number;
  end: number;
}

/** Throws if ranges are not in the text, are empty, or are not in order and apart. */
export function checkPhonemeRanges(text: string, ranges: readonly PhonemeRange[]): void {
  let last = 0;
  for (const { start, end } of ranges) {
    if (!(start >= last && end > start && end <= text.length)) throw new Error("ranges of phonemes are not in order, or not in the text");
    last = end;
  }
}
