/** The sample at which each phoneme id starts, and as the last value the end of the sound. `durations` has the number of frames of each id. */
export function phonemeStarts(durations: ArrayLike<number>, samplesPerFrame: number): Float64Array {
  const starts = new Float64Array(durations.length + 1);
  for (let index = 0; index < durations.length; index++)
    starts[index + 1] = (starts[index] ?? 0) + (durations[index] ?? 0) * samplesPerFrame;
  return starts;
}

/** The share of the phoneme ids that has been spoken after `samples` samples, 0 to 1. `starts` is what `phonemeStarts` gave. */
export function saidAfter(samples: number, starts: Float64Array): number {
  const count = starts.length - 1;
  if (samples >= (starts[count] ?? 0)) return 1;
  const next = starts.findIndex((start) => start >= samples);
  if (next <= 0) return 0;
  const [start = 0, end = 0] = starts.subarray(next - 1);
  return (next - 1 + (samples - start) / (end - start)) / count;
}
