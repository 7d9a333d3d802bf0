import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { SpokenChunk } from "../../offscreen/sentence-sound.ts";
import { withWordPauses } from "../../offscreen/word-pauses.ts";

/** At this rate a fade is shorter than a sample, so each sample stays what it was. */
const sampleRate = 100;

/** A sound whose samples are numbered from 1, in chunks of these lengths. Words begin at these samples; each is told with the chunk in which it begins. */
async function* sound(lengths: readonly number[], starts: readonly number[]): AsyncGenerator<SpokenChunk> {
  let from = 0;
  for (const length of lengths) {
    const samples = Float32Array.from({ length }, (_, i) => from + i + 1);
    const words = starts
      .filter((start) => start >= from && start < from + length)
      .map((start) => ({ start, end: start + 1, startSeconds: start / sampleRate }));
    from += length;
    // Who speaks does not matter here.
    yield { samples, sampleRate, words, said: 0 } as unknown as SpokenChunk;
  }
}

test("in chunks of any length, each word but the first comes after the pause, at its new time, and no sample is lost", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }),
      fc.uniqueArray(fc.nat(200), { minLength: 1, maxLength: 8 }),
      fc.constantFrom(0.1, 0.5, 1),
      async (lengths, anyStarts, pauseSeconds) => {
        const length = lengths.reduce((sum, each) => sum + each, 0);
        const starts = anyStarts.filter((start) => start < length).sort((a, b) => a - b);
        const samples: number[] = [];
        const words: { start: number; startSeconds: number }[] = [];
        for await (const chunk of withWordPauses(sound(lengths, starts), pauseSeconds, 0)) {
          samples.push(...chunk.samples);
          words.push(...chunk.words);
        }
        assert.deepEqual(
          samples.filter((sample) => sample !== 0),
          Array.from({ length }, (_, i) => i + 1),
        );
        const pause = Math.round(pauseSeconds * sampleRate);
        assert.equal(samples.length, length + pause * Math.max(0, starts.length - 1));
        words.forEach(({ start, startSeconds }, i) => {
          const at = Math.round(startSeconds * sampleRate);
          assert.equal(samples[at], start + 1);
          if (i > 0) assert.deepEqual(samples.slice(at - pause, at), Array<number>(pause).fill(0));
        });
      },
    ),
    { numRuns: 500 },
  );
});
