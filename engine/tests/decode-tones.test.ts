import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { decodeTones } from "./voices/decode-tones.ts";
import { readRawS16le, readWav } from "./voices/read-recording.ts";
import { type OpenToneVoice, openToneVoice } from "./voices/open-tone-voice.ts";
import { makeToneVoice } from "./voices/tone-voice.ts";

const symbolSamples = 441;
const someIds = [1, 0, 20, 0, 59, 0, 24, 0, 24, 0, 27, 0, 10, 0, 2];

let voice: OpenToneVoice;
let other: OpenToneVoice;
let low: OpenToneVoice;
let hello: Float32Array;

before(async () => {
  [voice, other, low] = await Promise.all([
    openToneVoice(makeToneVoice({ voiceTag: 1 }).model),
    openToneVoice(makeToneVoice({ voiceTag: 14 }).model),
    openToneVoice(makeToneVoice({ sampleRate: 16000 }).model),
  ]);
  hello = (await voice.speak(someIds)).samples;
});
after(() => Promise.all([voice, other, low].map((each) => each.close())));

for (const sampleRate of [44100, 48000]) {
  test(`sentences are read back from a noisy recording at ${sampleRate} Hz that starts anywhere`, async () => {
    const scenario = fc.record({
      sentences: fc.array(fc.array(fc.integer({ min: 0, max: 157 }), { minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 3 }),
      leadSeconds: fc.double({ min: 0, max: 0.5, noNaN: true }),
      pauseSeconds: fc.constantFrom(0, 0.05, 0.3),
      drift: fc.double({ min: 0.999, max: 1.001, noNaN: true }),
      isLow: fc.boolean(),
      seed: fc.integer(),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ sentences, leadSeconds, pauseSeconds, drift, isLow, seed }) => {
        const rate = isLow ? 16000 : 22050;
        const sounds: Float32Array[] = [];
        for (const ids of sentences) {
          sounds.push((await (isLow ? low : voice).speak(ids)).samples, silence(pauseSeconds, rate));
        }
        const recording = concat(silence(leadSeconds, sampleRate), resample(concat(...sounds), rate, sampleRate * drift));
        const heard = decodeTones(withNoise(recording, seed), sampleRate);
        assert.deepEqual(
          heard.sentences.map((sentence) => sentence.map(({ id }) => id)),
          sentences,
        );
        assert.deepEqual(heard.flaws, []);
        assert.equal(heard.gapsSeconds.length, heard.ids.length - 1);
        assert.ok(Math.abs((heard.symbols[0]?.startSeconds ?? -1) - leadSeconds) < 0.001);
        heard.gapsSeconds.forEach((gap, index) => {
          const due = heard.symbols[index + 1]?.beat === 0 ? pauseSeconds : 0;
          assert.ok(Math.abs(gap - due) < 0.002, `gap of ${gap} s where ${due} s were due`);
        });
      }),
      { numRuns: 6 },
    );
  });
}

test("every symbol is readable after linear interpolation, which browsers use for buffers", async () => {
  for (const [each, rate] of [
    [voice, 22050],
    [low, 16000],
  ] as const) {
    const ids = Array.from({ length: 158 }, (_, id) => id);
    const { samples } = await each.speak(ids);
    const stretched = Float32Array.from({ length: Math.floor((samples.length * 48000) / rate) }, (_, at) => {
      const position = (at * rate) / 48000;
      const left = samples[Math.floor(position)] ?? 0;
      return left + (position % 1) * ((samples[Math.floor(position) + 1] ?? 0) - left);
    });
    const heard = decodeTones(stretched, 48000);
    assert.deepEqual(heard.ids, ids);
    assert.deepEqual(heard.flaws, []);
  }
});

test("two voices after each other are distinguished", async () => {
  const { samples } = await other.speak(someIds);
  const heard = decodeTones(concat(hello, samples), 22050);
  assert.deepEqual(
    heard.sentences.map((sentence) => [...new Set(sentence.map(({ voiceTag }) => voiceTag))]),
    [[1], [14]],
  );
  assert.deepEqual(heard.flaws, []);
});

test("a voice that changes inside a sentence is a flaw", async () => {
  const { samples } = await other.speak(someIds);
  const heard = decodeTones(concat(hello.slice(0, 5 * symbolSamples), samples.slice(5 * symbolSamples)), 22050);
  assert.deepEqual(
    heard.flaws.map(({ kind }) => kind),
    ["voice"],
  );
});

test("a missing symbol is detected", () => {
  const heard = decodeTones(replaceSamples(6 * symbolSamples, 7 * symbolSamples), 22050);
  assert.deepEqual(heard.ids, someIds.toSpliced(6, 1));
  assert.deepEqual(
    heard.flaws.map(({ kind }) => kind),
    ["order"],
  );
});

test("a doubled symbol is detected, also if there is nothing between the two", () => {
  const heard = decodeTones(replaceSamples(6 * symbolSamples, 6 * symbolSamples, hello.slice(6 * symbolSamples, 7 * symbolSamples)), 22050);
  assert.deepEqual(heard.ids, someIds.toSpliced(6, 0, 24));
  assert.deepEqual(
    heard.flaws.map(({ kind }) => kind),
    ["order"],
  );
});

test("a doubled sentence is decoded as two", () => {
  assert.equal(decodeTones(concat(hello, hello), 22050).sentences.length, 2);
});

test("swapped symbols are detected", () => {
  const swapped = concat(hello.slice(4 * symbolSamples, 5 * symbolSamples), hello.slice(3 * symbolSamples, 4 * symbolSamples));
  const heard = decodeTones(replaceSamples(3 * symbolSamples, 5 * symbolSamples, swapped), 22050);
  assert.deepEqual(heard.ids, someIds.toSpliced(3, 2, 59, 0));
  assert.equal(heard.flaws[0]?.kind, "order");
});

test("a half-clipped symbol is detected at the start, in the middle and at the end", () => {
  const half = Math.round(symbolSamples / 2);
  for (const [damaged, index] of [
    [hello.slice(half), 0],
    [replaceSamples(6 * symbolSamples + half, 7 * symbolSamples), 6],
    [hello.slice(0, hello.length - half), someIds.length - 1],
  ] as const) {
    const heard = decodeTones(damaged, 22050);
    assert.deepEqual(heard.ids, someIds);
    assert.deepEqual(
      heard.flaws.map(({ kind }) => kind),
      ["length"],
    );
    const clipped = heard.symbols[index]?.durationSeconds ?? 0;
    assert.ok(Math.abs(clipped - 0.01) < 0.002, `${clipped} s`);
  }
});

test("a dropout of 128 samples at 48 kHz is detected at any position", () => {
  const recording = resample(hello, 22050, 48000);
  for (let at = 2000; at < 10000; at += 487) {
    const heard = decodeTones(concat(recording.slice(0, at), recording.slice(at + 128)), 48000);
    assert.notEqual(heard.flaws.length, 0, `at ${at}`);
  }
});

test("silence of 5 ms between two symbols is a gap", () => {
  const heard = decodeTones(replaceSamples(6 * symbolSamples, 6 * symbolSamples, silence(0.005, 22050)), 22050);
  assert.deepEqual(heard.ids, someIds);
  assert.deepEqual(
    heard.flaws.map(({ kind }) => kind),
    ["gap"],
  );
  assert.ok(Math.abs((heard.gapsSeconds[5] ?? 0) - 0.005) < 0.001);
  assert.equal(heard.gapsSeconds.filter((gap) => gap > 0).length, 1);
});

test("a pause inside a symbol is distinguished from lost or repeated samples", () => {
  const pauseAt = 6 * symbolSamples + 200;
  const paused = decodeTones(replaceSamples(pauseAt, pauseAt, silence(0.5, 22050)), 22050);
  assert.deepEqual(paused.ids, someIds);
  assert.deepEqual(
    paused.flaws.map(({ kind }) => kind),
    ["interrupted"],
  );
  assert.ok(Math.abs((paused.symbols[6]?.interruptedSeconds ?? 0) - 0.5) < 0.002);

  const losing = decodeTones(replaceSamples(pauseAt, pauseAt + 110, silence(0.5, 22050)), 22050);
  assert.deepEqual(
    losing.flaws.map(({ kind }) => kind),
    ["length", "interrupted"],
  );
  const repeating = decodeTones(replaceSamples(pauseAt, pauseAt - 110, silence(0.5, 22050)), 22050);
  assert.ok(repeating.flaws.some(({ kind }) => kind === "length"));
});

test("a sound that is not from a tone voice is reported as unread", () => {
  const hum = Float32Array.from({ length: 22050 }, (_, at) => 0.3 * Math.sin((2 * Math.PI * 300 * at) / 22050));
  const heard = decodeTones(concat(hum, silence(0.1, 22050), hello), 22050);
  assert.deepEqual(heard.ids, someIds);
  assert.deepEqual(
    heard.flaws.map(({ kind }) => kind),
    ["unread"],
  );
});

test("a silent or empty recording has no symbols", () => {
  for (const recording of [silence(1, 48000), silence(0, 48000), withNoise(silence(1, 48000), 1)]) {
    const heard = decodeTones(recording, 48000);
    assert.deepEqual([heard.ids, heard.symbols, heard.gapsSeconds, heard.flaws], [[], [], [], []]);
  }
});

test("recordings are read from 16-bit and float WAV files and from raw samples", () => {
  const pcm = Buffer.alloc(hello.length * 4);
  hello.forEach((sample, at) => pcm.writeInt16LE(Math.round(sample * 32767), at * 4));
  const float = Buffer.from(hello.buffer, hello.byteOffset, hello.byteLength);
  for (const { samples, sampleRate } of [
    readWav(wav(1, 2, 16, pcm)),
    readWav(wav(3, 1, 32, float)),
    readRawS16le(pcm, 22050, 2),
    // From a recorder that was killed: the length is missing and the last frame is incomplete.
    readWav(Buffer.concat([wav(1, 2, 16, pcm, 0xffffffff), Buffer.from([1, 2, 3])])),
  ]) {
    assert.equal(sampleRate, 22050);
    assert.equal(samples.length, hello.length);
    assert.ok(samples.every((sample, at) => Math.abs(sample - (hello[at] ?? 9)) < 1e-4));
  }
  assert.throws(() => readWav(Buffer.from("<!doctype html>")), /Not a WAV file/);
  assert.throws(() => readWav(wav(1, 1, 24, pcm)), /24 bits/);
});

/** The sentence with the samples from `start` to `end` (exclusive) replaced. */
function replaceSamples(start: number, end: number, replacement: Float32Array = new Float32Array()): Float32Array {
  return concat(hello.slice(0, start), replacement, hello.slice(end));
}

function silence(seconds: number, sampleRate: number): Float32Array {
  return new Float32Array(Math.round(seconds * sampleRate));
}

function concat(...parts: Float32Array[]): Float32Array {
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

/** Increases the sample rate by windowed-sinc interpolation over 32 samples. */
function resample(samples: Float32Array, from: number, to: number): Float32Array {
  return Float32Array.from({ length: Math.floor((samples.length * to) / from) }, (_, at) => {
    const position = (at * from) / to;
    let sum = 0;
    for (let tap = Math.floor(position) - 15; tap <= Math.floor(position) + 16; tap++) {
      const distance = position - tap;
      const sinc = distance === 0 ? 1 : Math.sin(Math.PI * distance) / (Math.PI * distance);
      sum += (samples[tap] ?? 0) * sinc * Math.cos((Math.PI * distance) / 33) ** 2;
    }
    return sum;
  });
}

/**
 * Adds white noise with a standard deviation of 0.001, 60 dB below full scale. The same seed gives the same noise (a linear congruential generator with the
 * constants of Numerical Recipes).
 */
function withNoise(samples: Float32Array, seed: number): Float32Array {
  let state = seed >>> 0;
  return samples.map((sample) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return sample + (state / 2 ** 32 - 0.5) * 0.001 * Math.sqrt(12);
  });
}

function wav(kind: number, channels: number, bits: number, data: Uint8Array, declaredLength = data.length): Buffer {
  const header = Buffer.alloc(52);
  header.write("RIFF\0\0\0\0WAVE", 0, "latin1");
  header.write("junk", 12, "latin1");
  header.writeUInt32LE(0, 16);
  header.write("fmt ", 20, "latin1");
  header.writeUInt32LE(16, 24);
  header.writeUInt16LE(kind, 28);
  header.writeUInt16LE(channels, 30);
  header.writeUInt32LE(22050, 32);
  header.writeUInt32LE((22050 * channels * bits) / 8, 36);
  header.writeUInt16LE((channels * bits) / 8, 40);
  header.writeUInt16LE(bits, 42);
  header.write("data", 44, "latin1");
  header.writeUInt32LE(declaredLength, 48);
  return Buffer.concat([header, data]);
}
