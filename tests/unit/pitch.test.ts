import assert from "node:assert/strict";
import { test } from "node:test";
import { Resampler } from "../../offscreen/playback/worklet/resampler.ts";
import { TimeStretch } from "../../offscreen/playback/worklet/time-stretch.ts";

const sampleRate = 22_050;
const noise = (length: number): Float32Array => {
  let state = 1;
  return Float32Array.from({ length }, () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647 - 0.5);
};

function sine(hertz: number, seconds: number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * i) / sampleRate));
}

/** Pulls blocks, as the audio thread does, until nothing comes. `before` is called before each block with the samples pulled so far. */
function pullAll(stretch: TimeStretch, before: (pulled: number) => void = () => undefined): Float32Array {
  const blocks: Float32Array[] = [];
  for (let pulled = 0; ;) {
    before(pulled);
    const block = new Float32Array(128);
    const filled = stretch.pull(block);
    blocks.push(block.subarray(0, filled));
    pulled += filled;
    if (filled < block.length) break;
  }
  return Float32Array.from(blocks.flatMap((block) => [...block]));
}

function play(samples: Float32Array, rate: number, pitch: number): Float32Array {
  const stretch = new TimeStretch(sampleRate);
  stretch.rate = rate;
  stretch.pitch = pitch;
  stretch.push(samples);
  stretch.end();
  return pullAll(stretch);
}

/** The pitch in hertz, from the distance of the first upward zero crossing to the last. */
function pitchOf(samples: Float32Array): number {
  const crossings: number[] = [];
  for (let i = 1; i < samples.length; i++) {
    const [before = 0, after = 0] = [samples[i - 1], samples[i]];
    if (before < 0 && after >= 0) crossings.push(i - after / (after - before));
  }
  return ((crossings.length - 1) * sampleRate) / ((crossings.at(-1) ?? 0) - (crossings[0] ?? 0));
}

/** The share of the energy that is not a sine of `hertz`: what is left of it by its best fit. */
function impurity(samples: Float32Array, hertz: number): number {
  let [cc, cs, ss, xc, xs, xx] = [0, 0, 0, 0, 0, 0];
  samples.forEach((x, i) => {
    const angle = (2 * Math.PI * hertz * i) / sampleRate;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    [cc, cs, ss] = [cc + c * c, cs + c * s, ss + s * s];
    [xc, xs, xx] = [xc + x * c, xs + x * s, xx + x * x];
  });
  return 1 - (ss * xc ** 2 - 2 * cs * xc * xs + cc * xs ** 2) / (cc * ss - cs ** 2) / xx;
}

for (const rate of [0.5, 1, 3]) {
  for (const pitch of [0.5, 0.8, 1.3, 2]) {
    test(`at rate ${rate} and pitch ${pitch} a sine is ${pitch} times as high, and as long as the rate says`, () => {
      const seconds = 6;
      const output = play(sine(150, seconds), rate, pitch);
      const duration = output.length / sampleRate;
      assert.ok(Math.abs(duration / (seconds / rate) - 1) < 0.01, `${duration} s`);
      assert.ok(Math.abs(pitchOf(output) / (150 * pitch) - 1) < 0.01, `${pitchOf(output)} Hz`);
      const peak = output.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      assert.ok(peak > 0.49 && peak < 0.51, `a peak of ${peak}`);
    });
  }
}

/** Resamples alone: what the stretch does to a sine is not what is asked here. */
function resample(samples: Float32Array, ratio: number): Float32Array {
  const resampler = new Resampler(sampleRate);
  resampler.ratio = ratio;
  let taken = 0;
  const output = new Float32Array(Math.ceil(samples.length / ratio));
  const filled = resampler.pull(
    output,
    (buffer) => {
      const piece = samples.subarray(taken, taken + buffer.length);
      buffer.set(piece);
      taken += piece.length;
      return piece.length;
    },
    () => taken === samples.length,
  );
  return output.subarray(0, filled);
}

test("a resampled sine is pure", () => {
  for (const ratio of [0.5, 0.83, 1.37, 2]) {
    const middle = resample(sine(1_000, 1), ratio).subarray(2_000, 8_000);
    assert.ok(impurity(middle, 1_000 * ratio) < 1e-5, `${ratio}: ${impurity(middle, 1_000 * ratio)}`);
  }
});

test("what would be above the band is filtered out, and does not come back as another sound", () => {
  const middle = resample(sine(7_000, 1), 2).subarray(2_000, 8_000);
  const peak = middle.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  assert.ok(peak < 0.5e-3, `${peak}`);
});

test("pitch and rate 1: every sample is unchanged; also when both are 2, only the resampler works", () => {
  const samples = noise(10_000);
  assert.deepEqual(play(samples, 1, 1), samples);
  assert.deepEqual(play(samples, 2, 2), resample(samples, 2));
});

test("after a pitch that was heard, pitch 1 gives exact samples again", () => {
  const samples = noise(3 * sampleRate);
  const stretch = new TimeStretch(sampleRate);
  stretch.push(samples);
  stretch.end();
  const output = pullAll(stretch, (pulled) => (stretch.pitch = pulled > 5_000 && pulled < 15_000 ? 1.4 : 1));
  assert.deepEqual(output.subarray(0, 5_000), samples.subarray(0, 5_000));
  // Where the copy goes on depends on the best match. The rest is the same to the last sample.
  const rest = output.subarray(output.length - sampleRate);
  assert.deepEqual(rest, samples.subarray(samples.length - sampleRate));
});

test("the pitch may change at any moment, without a jump in the waveform", () => {
  for (const rate of [0.5, 1, 2]) {
    const stretch = new TimeStretch(sampleRate);
    stretch.rate = rate;
    stretch.push(sine(150, 5));
    stretch.end();
    const output = pullAll(stretch, (pulled) => (stretch.pitch = [1, 1.5, 1, 0.7, 2, 0.5][Math.floor(pulled / 5_000) % 6] ?? 1));
    let largestStep = 0;
    for (let i = 1; i < output.length; i++) largestStep = Math.max(largestStep, Math.abs((output[i] ?? 0) - (output[i - 1] ?? 0)));
    // At pitch 2 a sine of 150 Hz and amplitude 0.5 changes by at most 0.0427 per sample.
    assert.ok(largestStep < 0.06, `rate ${rate}: a step of ${largestStep}`);
  }
});

/** A sound whose instantaneous pitch tells the time: 200 Hz at the beginning, 100 Hz more after each second. */
function sweep(seconds: number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, i) => {
    const at = i / sampleRate;
    return 0.5 * Math.sin(2 * Math.PI * (200 * at + 50 * at * at));
  });
}

for (const [rate, pitch] of [
  [1, 0.5],
  [1, 2],
  [3, 0.5],
  [3, 1.5],
  [0.5, 2],
] as const) {
  test(`the position is the input that is heard: rate ${rate}, pitch ${pitch}`, () => {
    const seconds = 8;
    const stretch = new TimeStretch(sampleRate);
    stretch.rate = rate;
    stretch.pitch = pitch;
    stretch.push(sweep(seconds));
    stretch.end();
    const positions: number[] = [];
    const output = pullAll(stretch, () => positions.push(stretch.position));
    assert.ok(
      positions.every((position, i) => Number.isInteger(position) && position >= (positions[i - 1] ?? 0)),
      "it goes on",
    );
    assert.equal(stretch.position, stretch.pushed);
    // The pitch of 64 blocks of output, against that of the input at the position in their middle.
    const errors: number[] = [];
    for (let first = 64; first + 64 < positions.length; first += 16) {
      const heard = pitchOf(output.subarray(first * 128, (first + 64) * 128)) / pitch;
      const heardSeconds = (heard - 200) / 100;
      errors.push(Math.abs(heardSeconds - (positions[first + 32] ?? 0) / sampleRate) / rate);
    }
    errors.sort((a, b) => a - b);
    const worst = 1000 * (errors.at(-1) ?? Infinity);
    const middle = 1000 * (errors[Math.floor(errors.length / 2)] ?? Infinity);
    assert.ok(middle < 5 && worst < 15, `${middle} ms, at worst ${worst} ms`);
  });
}

test("missing input ends a pull early, and later input goes on there, at any pitch", () => {
  const samples = sine(150, 2);
  const stretch = new TimeStretch(sampleRate);
  stretch.pitch = 1.5;
  const pieces: Float32Array[] = [];
  for (let at = 0; at < samples.length; at += 700) {
    stretch.push(samples.subarray(at, at + 700));
    if (at + 700 >= samples.length) stretch.end();
    pieces.push(pullAll(stretch));
  }
  const output = Float32Array.from(pieces.flatMap((piece) => [...piece]));
  assert.deepEqual(output, play(samples, 1, 1.5));
});

test("what is dropped is not heard, and what follows is heard from its beginning", () => {
  for (const [rate, pitch] of [
    [1, 0.7],
    [3, 1],
    [1.5, 2],
  ] as const) {
    const stretch = new TimeStretch(sampleRate);
    stretch.rate = rate;
    stretch.pitch = pitch;
    stretch.push(sine(150, 2));
    for (let i = 0; i < 40; i++) assert.equal(stretch.pull(new Float32Array(128)), 128);
    assert.ok(stretch.committed >= stretch.position);
    const kept = stretch.committed + 500;
    stretch.dropFrom(kept);
    assert.equal(stretch.pushed, kept);
    stretch.push(new Float32Array(sampleRate).fill(0.25));
    stretch.end();
    const rest = pullAll(stretch);
    assert.equal(stretch.position, kept + sampleRate);
    const level = rest.filter((sample) => Math.abs(sample - 0.25) < 0.002).length / sampleRate;
    assert.ok(Math.abs(level - 1 / rate) < 0.03, `${level} s of the new sound at rate ${rate}`);
  }
});

for (const { minutes, rate, pitch } of [
  { minutes: 2, rate: 1, pitch: 2 },
  { minutes: 10, rate: 3, pitch: 0.5 },
]) {
  test(`${minutes} minutes pass through at rate ${rate} and pitch ${pitch} without growing memory, far faster than they are heard`, (context) => {
    const stretch = new TimeStretch(sampleRate);
    stretch.rate = rate;
    stretch.pitch = pitch;
    const minute = sine(150, 60);
    const block = new Float32Array(4_096);
    const memoryBefore = process.memoryUsage().arrayBuffers;
    const before = performance.now();
    let heard = 0;
    for (let i = 0; i < minutes; i++) {
      stretch.push(minute);
      for (let filled = block.length; filled === block.length; heard += filled) filled = stretch.pull(block);
    }
    const share = (performance.now() - before) / 1000 / (heard / sampleRate);
    assert.ok(process.memoryUsage().arrayBuffers - memoryBefore < 32e6);
    context.diagnostic(`${(100 * share).toFixed(2)} % of real time`);
    assert.ok(share < 0.2, `${share} of real time`);
  });
}
