/**
 * How a tone voice writes one phoneme as sound: a 16-bit word, sent as eight base-4 digits that sound together, each digit as one
 * of four tones of its own. All tones lie between 400 and 6,600 Hz, so they survive 16 kHz voices and every resampler, and all are
 * multiples of 200 Hz, so a symbol of 20 ms holds whole cycles of each.
 */
export interface ToneWord {
  /** Phoneme id, 0 to 255. */
  id: number;
  /** 0 on the first symbol of a model run, then 1, 2, 3, 1, 2, 3 and so on: parts repeated ids and shows what is missing. */
  beat: number;
  /** Speaker, 0 to 3. */
  speaker: number;
  /** Which tone voice speaks, 0 to 15. */
  voiceTag: number;
}

export const toneDigits = 8;
export const tonesPerDigit = 4;
const lowestToneHz = 400;
export const toneStepHz = 200;
export const usualSymbolSeconds = 0.02;
/** Length of the raised-cosine rise and fall of each symbol. */
export const fadeSeconds = 0.002;

/** What one unit of each field adds to the word; all four are powers of four, so fields never share a digit. */
export const wordUnits = { id: 1, beat: 256, speaker: 1024, voiceTag: 4096 } as const;

/** Takes a word of 0 to 65,535 apart. */
export function unpackToneWord(word: number): ToneWord {
  return {
    id: word % 256,
    beat: Math.floor(word / wordUnits.beat) % 4,
    speaker: Math.floor(word / wordUnits.speaker) % 4,
    voiceTag: Math.floor(word / wordUnits.voiceTag) % 16,
  };
}

/** The frequency in hertz that sounds when a digit (0 to 7, least significant first) has a value of 0 to 3. */
export function toneHz(digit: number, value: number): number {
  return lowestToneHz + toneStepHz * (tonesPerDigit * digit + value);
}

/** The beat of the symbol that follows one with this beat inside a sentence. */
export function nextBeat(beat: number): number {
  return (beat % 3) + 1;
}
