import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { TimeStretch } from "../../offscreen/playback/worklet/time-stretch.ts";

const sampleRate = 22_050;

function sine(hertz: number, seconds: number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * i) / sampleRate));
}

/** Pulls blocks, as the audio thread does, until nothing comes. */
function pullAll(stretch: TimeStretch): Float32Array {
  const blocks: Float32Array[] = [];
  for (;;) {
    const block = new Float32Array(128);
    const filled = stretch.pull(block);
    blocks.push(block.subarray(0, filled));
    if (filled < block.length) break;
  }
  return Float32Array.from(blocks.flatMap((block) => [...block]));
}

function play(pieces: Float32Array[], rate: number): Float32Array {
  const stretch = new TimeStretch(sampleRate);
  stretch.rate = rate;
  for (const piece of pieces) stretch.push(piece);
  stretch.end();
  return pullAll(stretch);
}

/** The pitch in hertz, from upward zero crossings. */
function pitchOf(samples: Float32Array): number {
  let crossings = 0;
  for (let i = 1; i < samples.length; i++) if ((samples[i - 1] ?? 0) < 0 && (samples[i] ?? 0) >= 0) crossings++;
  return (crossings * sampleRate) / samples.length;
}

test("at rate 1 every sample is unchanged, whatever the chunks", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 12 }), (lengths) => {
      let next = 0;
      const pieces = lengths.map((length) => Float32Array.from({ length }, () => Math.sin(next++ * 0.37)));
      assert.deepEqual(
        play(pieces, 1),
        Float32Array.from({ length: next }, (_, i) => Math.sin(i * 0.37)),
      );
    }),
    { numRuns: 50 },
  );
});

for (const rate of [0.5, 0.75, 1.25, 2, 3]) {
  test(`at rate ${rate} the duration changes by the rate, and the pitch does not`, () => {
    const output = play([sine(150, 2)], rate);
    // A rest that is shorter than a window is played unchanged: at most 60 ms.
    assert.ok(Math.abs(output.length / sampleRate - 2 / rate) < 0.06, `${output.length / sampleRate} s`);
    assert.ok(Math.abs(pitchOf(output) - 150) < 4, `${pitchOf(output)} Hz`);
    const peak = output.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    assert.ok(peak < 0.55, `a peak of ${peak}`);
  });
}

test("the rate may change at any moment, without a jump in the waveform", () => {
  const stretch = new TimeStretch(sampleRate);
  stretch.push(sine(150, 3));
  stretch.end();
  const block = new Float32Array(128);
  let last = 0;
  let largestStep = 0;
  for (let count = 0; stretch.pull(block) === block.length; count++) {
    stretch.rate = [1, 1.5, 1, 0.7, 2][Math.floor(count / 40) % 5] ?? 1;
    for (const sample of block) {
      largestStep = Math.max(largestStep, Math.abs(sample - last));
      last = sample;
    }
  }
  // A sine of 150 Hz and amplitude 0.5 changes by at most 0.0214 per sample.
  assert.ok(largestStep < 0.06, `a step of ${largestStep}`);
});

test("missing input ends a pull early, and later input continues there", () => {
  const stretch = new TimeStretch(sampleRate);
  const ramp = Float32Array.from({ length: 1_000 }, (_, i) => i / 1_000);
  stretch.push(ramp.subarray(0, 300));
  const block = new Float32Array(512);
  assert.equal(stretch.pull(block), 300);
  stretch.push(ramp.subarray(300));
  assert.equal(stretch.pull(block), 512);
  assert.equal(block[0], ramp[300]);
  assert.equal(stretch.position, 812);
});

test("ten minutes of sound pass through without growing memory", () => {
  const stretch = new TimeStretch(sampleRate);
  stretch.rate = 2;
  const minute = sine(150, 60);
  const block = new Float32Array(4_096);
  const before = process.memoryUsage().arrayBuffers;
  for (let i = 0; i < 10; i++) {
    stretch.push(minute);
    while (stretch.pull(block) === block.length);
  }
  assert.ok(process.memoryUsage().arrayBuffers - before < 32e6);
});
