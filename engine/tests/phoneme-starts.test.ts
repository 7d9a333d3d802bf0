import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { phonemeStarts, saidAfter } from "../streaming/phoneme-starts.ts";

test("each phoneme starts at the sample at which the one before it ends", () => {
  assert.deepEqual([...phonemeStarts([2, 0, 3, 1], 10)], [0, 20, 20, 50, 60]);
});

test("of a phoneme that is being spoken a share is said", () => {
  const starts = phonemeStarts([2, 0, 3, 1], 10);
  assert.deepEqual(
    [0, 10, 40, 50, 60].map((samples) => saidAfter(samples, starts)),
    [0, 0.125, (2 + 2 / 3) / 4, 0.75, 1],
  );
});

test("the share grows from 0 to 1", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5), { minLength: 1, maxLength: 30 }), (durations) => {
      const starts = phonemeStarts(durations, 256);
      const total = starts.at(-1) ?? 0;
      let before = 0;
      for (let samples = 0; samples < total; samples += 100) {
        const said = saidAfter(samples, starts);
        assert.ok(said >= before && said < 1, `${said} after ${before}`);
        before = said;
      }
      assert.equal(saidAfter(total, starts), 1);
    }),
  );
});
