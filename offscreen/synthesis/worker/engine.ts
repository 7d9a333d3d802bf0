import type { Pcm } from "../../vocabulary.ts";

/** A voice that is loaded: turns the text of one sentence into sound, piece by piece. */
export interface Engine {
  /** Pieces in order; rejects with a `SpokenError`. `speakerId` is ignored by voices with one speaker. */
  synthesise(text: string, speakerId: number): AsyncIterable<Pcm>;
}
