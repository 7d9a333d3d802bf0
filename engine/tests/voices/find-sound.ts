/** A range of a recording between two silences, as sample indices; `end` is exclusive. */
export interface SoundRange {
  start: number;
  end: number;
}

/** Shorter silence belongs to the sound around it, for example the quiet border between two symbols. */
const minGapSeconds = 0.002;
/** The threshold of silence, as a share of the recording's peak: below the fades of a symbol, above noise at -40 dB. */
const silenceRatio = 0.03;
/** A recording that never exceeds this contains no sound. */
const silenceFloor = 0.005;

/** Finds the ranges of a recording that are not silent, with an error of less than a millisecond. */
export function findSound(samples: Float32Array, sampleRate: number): SoundRange[] {
  const peak = samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
  const threshold = Math.max(peak * silenceRatio, silenceFloor);
  const minGap = minGapSeconds * sampleRate;
  const ranges: SoundRange[] = [];
  let current: SoundRange | undefined;
  samples.forEach((sample, at) => {
    if (Math.abs(sample) < threshold) return;
    if (current && at - current.end < minGap) current.end = at + 1;
    else ranges.push((current = { start: at, end: at + 1 }));
  });
  return ranges;
}
