/** Sound with one channel: `samples` from -1 to 1, `sampleRate` in hertz. */
export interface Pcm {
  samples: Float32Array<ArrayBuffer>;
  sampleRate: number;
}

/** A word of the text as a person sees it: UTF-16 offsets into the text, `end` exclusive, and when it starts, in seconds from the start of the text's sound. */
export interface WordTiming {
  start: number;
  end: number;
  startSeconds: number;
}

/** A part of a text's sound. */
export interface Chunk extends Pcm {
  /** The share of the text that has been spoken at the end of the chunk, 0 to 1. It never decreases. */
  said: number;
  /**
   * The words whose times became known with this chunk. Over all chunks of a text each word comes once, in order, and `startSeconds` never decreases. A
   * Piper voice gives all words with its first chunk, or, of an urgent text, some with the first and the others with a later one. Words that are not heard are left out.
   */
  words: WordTiming[];
}

/** Joins sounds of the same sample rate. */
export function joinPcm(parts: readonly [Pcm, ...Pcm[]]): Pcm {
  const [{ sampleRate }] = parts;
  return { samples: joinSamples(parts.map(({ samples }) => samples)), sampleRate };
}

/** Joins arrays of samples. */
export function joinSamples(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const joined = new Float32Array(parts.reduce((sum, samples) => sum + samples.length, 0));
  let at = 0;
  for (const samples of parts) {
    joined.set(samples, at);
    at += samples.length;
  }
  return joined;
}
