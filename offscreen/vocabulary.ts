import type { ModelVerdict } from "../engine/index.ts";

export { hexOf, joinPcm, parseVoiceConfig, type Chunk, type ModelVerdict, type Pcm, type VoiceParameters } from "../engine/index.ts";

/** A part of the text that is spoken in one breath: `text` made safe to speak, `start` and `end` (exclusive) as UTF-16 offsets into the original. */
export interface Sentence {
  index: number;
  text: string;
  start: number;
  end: number;
  /** True on the last part of a paragraph: a longer pause follows. */
  endsParagraph: boolean;
}

/** Lets a model with so many speakers speak, and tells what came of it; `onProgress` hears the share that is done, 0 to 1. Rejects only with the reason of `signal`. */
export type VerifyModel = (model: Blob, speakerCount: number, signal: AbortSignal, onProgress: (share: number) => void) => Promise<ModelVerdict>;
