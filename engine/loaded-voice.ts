import type { Chunk } from "./pcm.ts";
import type { GivenPhonemes, PhonemeRange } from "./given-phonemes.ts";

/** The receiver of the chunks that a voice computes. */
export interface ChunkSink {
  /** Takes the next chunk; returns false if no more chunks are wanted. */
  push(chunk: Chunk): boolean;
  /** Resolves when the next chunk may be computed, after all waiting messages have been handled; resolves to false if no more chunks are wanted. */
  ready(): Promise<boolean>;
}

/** A voice that is loaded in this thread. */
export interface LoadedVoice {
  /**
   * Pushes the chunks of `text` in order, each as soon as it is computed, and resolves after the last one. Voices with one speaker ignore `speakerId`. If
   * somebody waits for the sound, which is played at `urgentRate`, the first chunk of a long text comes as soon as the voice can without a gap later.
   * `phonemes` are said in place of parts of the text.
   */
  speak(text: string, speakerId: number, sink: ChunkSink, urgentRate?: number, phonemes?: readonly PhonemeRange[]): Promise<void>;
  /** The symbols of phonemes that the voice does not have. It leaves them out. */
  unknownSymbols(phonemes: GivenPhonemes): Promise<string[]>;
  /** The size of its wasm heaps, in bytes. */
  memoryBytes(): number;
}
