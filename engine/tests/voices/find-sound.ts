/** A stretch of a recording between two silences, as sample indices; `end` is exclusive. */
export interface SoundStretch {
  start: number;
  end: number;
}

/** Silence that is shorter than this belongs to the sound around it, as at the quiet seam between two symbols. */
const shortestGapSeconds = 0.002;
/** Of the recording's peak: under the fades of a symbol, over noise 40 dB below it. */
const silenceRatio = 0.03;
/** Recordings that never exceed this hold no sound. */
const silenceFloor = 0.005;

/** Finds where a recording sounds, to a fraction of a millisecond. */
export function findSound(samples: Float32Array, sampleRate: number): SoundStretch[] {
  const peak = samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
  const threshold = Math.max(peak * silenceRatio, silenceFloor);
  const shortestGap = shortestGapSeconds * sampleRate;
  const stretches: SoundStretch[] = [];
  let current: SoundStretch | undefined;
  samples.forEach((sample, at) => {
    if (Math.abs(sample) < threshold) return;
    if (current && at - current.end < shortestGap) current.end = at + 1;
    else stretches.push((current = { start: at, end: at + 1 }));
  });
  return stretches;
}
