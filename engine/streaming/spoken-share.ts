/** A phoneme id that begins to be heard: its index among the ids of the text, and the sample at which it begins. */
interface BegunPhoneme {
  index: number;
  sample: number;
}

/** What of a text has been spoken when some of its frames have been made. */
export interface Progress {
  /** How much of the text's phoneme ids has been spoken, 0 to 1. */
  said: number;
  /** The ids that began since the last call. */
  begun: BegunPhoneme[];
}

/** Follows a text through its sound: `durations` has the frames of each phoneme id. The function that is returned takes the number of frames made so far, which grows. */
export function followPhonemes(durations: ArrayLike<number>, samplesPerFrame: number): (frames: number) => Progress {
  let next = 0;
  /** The frame at which the id `next` begins. */
  let nextStart = 0;
  return (frames) => {
    const begun: BegunPhoneme[] = [];
    // An id of no length begins and ends with what comes before it.
    while (next < durations.length && (nextStart < frames || (nextStart === frames && durations[next] === 0))) {
      begun.push({ index: next, sample: nextStart * samplesPerFrame });
      nextStart += durations[next++] ?? 0;
    }
    const isEnd = next === durations.length && nextStart <= frames;
    // The last id that began is still being spoken: the part of it that is left counts from its end.
    const last = durations[next - 1] || 1;
    return { said: isEnd ? 1 : (next - (nextStart - frames) / last) / durations.length, begun };
  };
}
