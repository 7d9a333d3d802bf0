/**
 * How a tone voice encodes one phoneme: as a 16-bit word of eight base-4 digits. All digits sound at the same time, and each has four tones of its
 * own, one for each value. All tones are between 400 and 6,600 Hz, so 16 kHz voices and resamplers keep them. All are multiples of 200 Hz, so a
 * symbol of 20 ms contains whole cycles of each.
 */
export interface ToneWord {
  /** Phoneme id, 0 to 255. */
  id: number;
  /** 0 for the first symbol of a model run, then 1, 2, 3, 1, 2, 3 and so on. It separates repeated ids and shows missing symbols. */
  beat: number;
  /** Speaker, 0 to 3. */
  speaker: number;
  /** The tone voice, 0 to 15. */
  voiceTag: number;
}

export const toneDigits = 8;
export const tonesPerDigit = 4;
const lowestToneHz = 400;
export const toneStepHz = 200;
export const usualSymbolSeconds = 0.02;
/** The duration of the raised-cosine rise and fall of each symbol. */
export const fadeSeconds = 0.002;

/** The value of one unit of each field in the word. All four are powers of four, so fields never share a digit. */
export const wordUnits = { id: 1, beat: 256, speaker: 1024, voiceTag: 4096 } as const;

/** Decodes a word of 0 to 65,535. */
export function unpackToneWord(word: number): ToneWord {
  return {
    id: word % 256,
    beat: Math.floor(word / wordUnits.beat) % 4,
    speaker: Math.floor(word / wordUnits.speaker) % 4,
    voiceTag: Math.floor(word / wordUnits.voiceTag) % 16,
  };
}

/** The frequency in hertz of a digit (0 to 7, least significant first) with a value of 0 to 3. */
export function toneHz(digit: number, value: number): number {
  return lowestToneHz + toneStepHz * (tonesPerDigit * digit + value);
}

/** The beat of the next symbol in the same sentence. */
export function nextBeat(beat: number): number {
  return (beat % 3) + 1;
}
