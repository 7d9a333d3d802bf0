import { pad, space } from "./find-words.ts";

/** The beginning of a text, as indexes of its phoneme ids: those before `end` are encoded alone, and their sound is used up to `cut`. Both follow a space. */
export interface Opening {
  end: number;
  cut: number;
}

/** A text of so many ids is encoded in about the time of an opening. */
const shortText = 80;
/** The encoder's time grows with its input: about 0.7 ms for each id on two slow cores. */
const longestOpening = 64;
/** A model speaks the last words of a text slower and lower, so they are not used: about two words. */
const fewestAfterCut = 16;
/** About half a second of sound. In that time the whole text is encoded. */
const fewestBeforeCut = 16;

/** Finds the opening of a text whose sound somebody waits for. Undefined if the text is short, or has no spaces where they are needed. */
export function findOpening(phonemeIds: readonly number[]): Opening | undefined {
  if (phonemeIds.length <= shortText) return undefined;
  const starts = phonemeIds.flatMap((id, index) => (id === space ? [phonemeIds[index + 1] === pad ? index + 2 : index + 1] : []));
  const lastStart = (limit: number): number => starts.findLast((start) => start <= limit) ?? 0;
  const end = lastStart(longestOpening);
  const cut = lastStart(end - fewestAfterCut);
  return cut >= fewestBeforeCut ? { end, cut } : undefined;
}
