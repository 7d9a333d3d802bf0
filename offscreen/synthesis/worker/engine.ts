import type { Chunk } from "../../vocabulary.ts";

/** A voice that is loaded: turns the text of one sentence into sound, chunk by chunk. */
export interface Engine {
  /**
   * Hands the chunks to `emit` in order, each as soon as it is made, and resolves after the last; stops early when `emit` returns
   * false, which means that nobody wants more. Rejects with a `SpokenError`. `speakerId` is ignored by voices with one speaker.
   */
  synthesise(text: string, speakerId: number, emit: (chunk: Chunk) => boolean): Promise<void>;
  /** Size of its heaps. */
  memoryBytes(): number;
}
