import type { Formula } from "../src/shared/formula.ts";
import type { ModelVerdict } from "../engine/index.ts";

export {
  hexOf,
  joinPcm,
  parseVoiceConfig,
  piperSymbolIds,
  type Chunk,
  type GivenPhonemes,
  type ModelVerdict,
  type Pcm,
  type PhonemeRange,
  type VoiceParameters,
  type WordTiming,
} from "../engine/index.ts";

/**
 * A part of the text that is spoken in one go. `text` is made safe to speak; `start` and `end` (exclusive) are UTF-16 offsets into the
 * original.
 */
export interface Sentence {
  index: number;
  text: string;
  start: number;
  end: number;
  /** True for the last part of a paragraph: a longer pause follows. */
  endsParagraph: boolean;
  /** The formulas in it that are to be spoken in words. Their offsets are units of `text`. Absent if there are none. */
  formulas?: readonly Formula[];
}

/**
 * Tests whether a model with `speakerCount` speakers speaks. `onProgress` is called with the share that is done, 0 to 1. Rejects only with
 * the signal's reason.
 */
export type VerifyModel = (
  model: Blob,
  speakerCount: number,
  signal: AbortSignal,
  onProgress: (share: number) => void,
) => Promise<ModelVerdict>;
