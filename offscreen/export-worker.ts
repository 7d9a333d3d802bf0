/** @file The worker that writes audio files. It is a worker because only workers can write a file in place, and because it may be busy for minutes. */
import { fromSixteenBit, toSixteenBit } from "./cache/sixteen-bit.ts";
import { answerSoundRequests } from "./export/worker/answer-sound-requests.ts";
import { Resampler } from "./playback/worklet/resampler.ts";
import { TimeStretch } from "./playback/worklet/time-stretch.ts";

answerSoundRequests({
  createStretch: (sampleRate) => new TimeStretch(sampleRate),
  resample,
  toSixteenBit,
  fromSixteenBit,
});

/** All of a sound at another sample rate. */
function resample(samples: Float32Array, fromRate: number, toRate: number): Float32Array {
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
