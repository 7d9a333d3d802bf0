import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { followPhonemes } from "../streaming/spoken-share.ts";

test("each phoneme begins once, at the sample where those before it end", () => {
  const durations = [2, 0, 3, 1];
  const follow = followPhonemes(durations, 10);
  assert.deepEqual(follow(1), { said: 0.125, begun: [{ index: 0, sample: 0 }] });
  assert.deepEqual(follow(4), { said: (2 + 2 / 3) / 4, begun: [{ index: 1, sample: 20 }, { index: 2, sample: 20 }] });
  assert.deepEqual(follow(6), { said: 1, begun: [{ index: 3, sample: 50 }] });
});

test("in whatever steps, all phonemes begin in order, the share grows, and it ends at 1", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5), { minLength: 1, maxLength: 30 }), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (durations, steps) => {
      const total = durations.reduce((sum, frames) => sum + frames, 0);
      const follow = followPhonemes(durations, 256);
      const begun: number[] = [];
      let said = 0;
      for (let frames = 0, step = 0; ; step++) {
        frames = Math.min(total, frames + (steps[step % steps.length] ?? 1));
        const progress = follow(frames);
        begun.push(...progress.begun.map(({ index }) => index));
        assert.ok(progress.said >= said && progress.said <= 1);
        ({ said } = progress);
        if (frames === total) break;
      }
      assert.equal(said, 1);
      assert.deepEqual(begun, durations.map((_, index) => index));
    }),
  );
});
