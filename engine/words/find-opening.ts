import { pad, space } from "./find-words.ts";

/** The beginning of a text, as indexes of its phoneme ids: those before `end` are encoded alone, and their sound is used up to `cut`. Both follow a space. */
export interface Opening {
  end: number;
  cut: number;
}

/** A text of so many ids is encoded in about the time of an opening. */
const shortText = 80;
/** The encoder's time grows with its input, by about 0.6 ms for each id on two slow cores. A longer opening is not much sooner than the whole text. */
const longestShare = 0.5;
const longestOpening = 128;
/** A model speaks the last words of a text slower and lower, so they are not used: about two words. */
const fewestAfterCut = 16;
/** About a quarter of a second of sound. */
const fewestBeforeCut = 16;

/**
 * Finds the shortest opening of a text whose sound somebody waits for. `isInTime` tells whether the text itself is ready when the opening has been heard up to
 * `cut`. Undefined if it never is, if the text is short, or if it has no spaces where they are needed.
 */
export function findOpening(phonemeIds: readonly number[], isInTime: (cut: number) => boolean): Opening | undefined {
  if (phonemeIds.length <= shortText) return undefined;
  const longest = Math.min(longestOpening, phonemeIds.length * longestShare);
  const starts = phonemeIds.flatMap((id, index) => (id === space ? [phonemeIds[index + 1] === pad ? index + 2 : index + 1] : []));
  for (const cut of starts) {
    const end = starts.find((start) => start >= cut + fewestAfterCut) ?? Infinity;
    if (end > longest) return undefined;
    if (cut >= fewestBeforeCut && isInTime(cut)) return { end, cut };
  }
  return undefined;
}
