import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { followPhonemes } from "../streaming/follow-phonemes.ts";

test("each phoneme starts once, at the sample at which the one before it ends", () => {
  const durations = [2, 0, 3, 1];
  const follow = followPhonemes(durations, 10);
  assert.deepEqual(follow(1), { said: 0.125, starts: [{ index: 0, sample: 0 }] });
  assert.deepEqual(follow(4), {
    said: (2 + 2 / 3) / 4,
    starts: [
      { index: 1, sample: 20 },
      { index: 2, sample: 20 },
    ],
  });
  assert.deepEqual(follow(6), { said: 1, starts: [{ index: 3, sample: 50 }] });
});

test("with steps of any size, all phonemes start in order, and the share grows to 1", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(5), { minLength: 1, maxLength: 30 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      (durations, steps) => {
        const total = durations.reduce((sum, frames) => sum + frames, 0);
        const follow = followPhonemes(durations, 256);
        const starts: number[] = [];
        let said = 0;
        for (let frames = 0, step = 0; ; step++) {
          frames = Math.min(total, frames + (steps[step % steps.length] ?? 1));
          const progress = follow(frames);
          starts.push(...progress.starts.map(({ index }) => index));
          assert.ok(progress.said >= said && progress.said <= 1);
          ({ said } = progress);
          if (frames === total) break;
        }
        assert.equal(said, 1);
        assert.deepEqual(
          starts,
          durations.map((_, index) => index),
        );
      },
    ),
  );
});
