import type { Chunk } from "./pcm.ts";

/** Where a voice puts the sound that it makes. */
export interface ChunkSink {
  /** Takes the next chunk; false when nobody wants more. */
  push(chunk: Chunk): boolean;
  /** Resolves when more may be made, after the messages that wait have been handled; false when nobody wants more. */
  ready(): Promise<boolean>;
}

/** A voice that is loaded in this thread. */
export interface LoadedVoice {
  /** Speaks `text`: pushes the chunks in order, each as soon as it is made, and resolves after the last. `speakerId` is ignored by voices with one speaker. */
  speak(text: string, speakerId: number, sink: ChunkSink): Promise<void>;
  /** Size of its heaps. */
  memoryBytes(): number;
}
