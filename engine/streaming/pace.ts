/** How fast a voice computes, measured while it speaks. The latest texts count most; time in which nothing is computed does not count. */
export interface Pace {
  /** Measures `encode`, which encodes a text of `ids` phoneme ids. */
  timeEncoding<T>(ids: number, encode: () => Promise<T>): Promise<T>;
  /** A text of `ids` phoneme ids has a sound of `samples` samples. */
  lasts(ids: number, samples: number): void;
  /** Passes on `chunks`, and measures how long each takes. */
  timeDecoding(chunks: Iterable<Float32Array>): Generator<Float32Array>;
  /**
   * True if the sound of the first `cut` ids of a text lasts long enough for the rest of it to be ready when it has been heard: the opening is decoded up to
   * `cut`, all `ids` are encoded, and the text is decoded from `cut` on. `samplesPerSecond` samples are heard in a second. False while nothing was spoken.
   */
  isInTime(cut: number, ids: number, samplesPerSecond: number): boolean;
}

/** What a text counts when one more was spoken. */
const decay = 0.5;
/** A voice may take so many times as long as it did so far. */
const margin = 1.5;

/** Measures with `now`, a clock in milliseconds. To begin in the middle of a text, a voice decodes up to `contextSamples` samples before it has the first one. */
export function createPace(now: () => number, contextSamples: number): Pace {
  const encoded = { ids: 0, ms: 0 };
  const lasting = { ids: 0, samples: 0 };
  const decoded = { samples: 0, ms: 0 };
  return {
    async timeEncoding(ids, encode) {
      const began = now();
      const result = await encode();
      encoded.ids = encoded.ids * decay + ids;
      encoded.ms = encoded.ms * decay + now() - began;
      return result;
    },
    lasts(ids, samples) {
      lasting.ids = lasting.ids * decay + ids;
      lasting.samples = lasting.samples * decay + samples;
    },
    *timeDecoding(chunks) {
      decoded.samples *= decay;
      decoded.ms *= decay;
      let began = now();
      for (const samples of chunks) {
        decoded.samples += samples.length;
        decoded.ms += now() - began;
        yield samples;
        began = now();
      }
    },
    isInTime(cut, ids, samplesPerSecond) {
      if (encoded.ids === 0 || lasting.ids === 0 || decoded.samples === 0) return false;
      const samples = (cut * lasting.samples) / lasting.ids;
      const encodingMs = (ids * encoded.ms) / encoded.ids;
      const decodingMs = ((samples + contextSamples) * decoded.ms) / decoded.samples;
      return (1000 * samples) / samplesPerSecond > margin * (encodingMs + decodingMs);
    },
  };
}
