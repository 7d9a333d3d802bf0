/** The start of a phoneme: the index of its id among those of the text, and the sample at which it starts. */
interface PhonemeStart {
  index: number;
  sample: number;
}

/** How far a text has been spoken after a number of frames. */
export interface Progress {
  /** The share of the phoneme ids that has been spoken, 0 to 1. */
  said: number;
  /** The phonemes that started since the last call. */
  starts: PhonemeStart[];
}

/**
 * Tells which phonemes are spoken when. `durations` has the number of frames of each phoneme id. The returned function takes the number of frames
 * computed so far, which must not decrease.
 */
export function followPhonemes(durations: ArrayLike<number>, samplesPerFrame: number): (frames: number) => Progress {
  let next = 0;
  /** The frame at which the phoneme `next` starts. */
  let nextStart = 0;
  return (frames) => {
    const starts: PhonemeStart[] = [];
    // A phoneme without frames starts and ends where the one before it ends.
    while (next < durations.length && (nextStart < frames || (nextStart === frames && durations[next] === 0))) {
      starts.push({ index: next, sample: nextStart * samplesPerFrame });
      nextStart += durations[next++] ?? 0;
    }
    const isEnd = next === durations.length && nextStart <= frames;
    // The last phoneme that started may still be spoken. Subtract the share of it that is left.
    const lastFrames = durations[next - 1] || 1;
    return { said: isEnd ? 1 : (next - (nextStart - frames) / lastFrames) / durations.length, starts };
  };
}
