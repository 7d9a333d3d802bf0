import type { Chunk } from "./pcm.ts";

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
   * Pushes the chunks of `text` in order, each as soon as it is computed, and resolves after the last one. Voices with one speaker ignore `speakerId`. For an
   * urgent text the first chunk comes as soon as possible, also if it is long.
   */
  speak(text: string, speakerId: number, sink: ChunkSink, isUrgent?: boolean): Promise<void>;
  /** The size of its wasm heaps, in bytes. */
  memoryBytes(): number;
}
