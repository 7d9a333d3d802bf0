import { Resampler } from "./playback/worklet/resampler.ts";

/** All of a sound at another sample rate. Rates are in hertz; the lower one is at least half of the higher. */
export function resample(samples: Float32Array, fromRate: number, toRate: number): Float32Array {
  const resampler = new Resampler(fromRate);
  resampler.ratio = fromRate / toRate;
  const output = new Float32Array(Math.ceil((samples.length * toRate) / fromRate) + 1);
  let taken = 0;
  const take = (buffer: Float32Array): number => {
    const part = samples.subarray(taken, taken + buffer.length);
    buffer.set(part);
    taken += part.length;
    return part.length;
  };
  return output.subarray(
    0,
    resampler.pull(output, take, () => taken === samples.length),
  );
}
