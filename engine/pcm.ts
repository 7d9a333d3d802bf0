/** Sound with one channel: `samples` from -1 to 1, `sampleRate` in hertz. */
export interface Pcm {
  samples: Float32Array<ArrayBuffer>;
  sampleRate: number;
}

/**
 * When a phoneme or a word starts, in seconds from the start of the text's sound. Piper voices give the timings of phoneme ids, from the model's
 * durations. The instant voice gives the timings of words, from espeak's events; `start` and `end` (exclusive) are UTF-16 offsets into the text.
 */
export type Timing =
  | { kind: "phoneme"; phonemeId: number; startSeconds: number }
  | { kind: "word"; start: number; end: number; startSeconds: number };

/** A part of a text's sound. */
export interface Chunk extends Pcm {
  /** The share of the text that has been spoken at the end of the chunk, 0 to 1. It never decreases. */
  said: number;
  /** What starts in the chunk, in order. Empty if the model does not stream. */
  timings: Timing[];
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
