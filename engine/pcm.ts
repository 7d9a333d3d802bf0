/** One channel of sound: `samples` in -1 to 1, `sampleRate` in hertz. */
export interface Pcm {
  samples: Float32Array<ArrayBuffer>;
  sampleRate: number;
}

/**
 * When a part of the text begins to be heard, in seconds from the beginning of the text's sound: a Piper voice tells it of each phoneme id, from the
 * model's own durations, the instant voice of each word, with `start` and `end` (exclusive) as UTF-16 offsets into the text, from espeak's events.
 */
export type Timing =
  | { kind: "phoneme"; phonemeId: number; startSeconds: number }
  | { kind: "word"; start: number; end: number; startSeconds: number };

/** A part of a text's sound as it is made. */
export interface Chunk extends Pcm {
  /** How much of the text has been spoken at its end: grows from chunk to chunk, at most 1. */
  said: number;
  /** What begins in it, in order; empty for a model that does not tell its durations. */
  timings: Timing[];
}

/** Sound in a row as one; all have the same sample rate, and there is at least one. */
export function joinPcm(parts: readonly [Pcm, ...Pcm[]]): Pcm {
  const [{ sampleRate }] = parts;
  return { samples: joinSamples(parts.map(({ samples }) => samples)), sampleRate };
}

/** Samples in a row as one. */
export function joinSamples(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
