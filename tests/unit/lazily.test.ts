import assert from "node:assert/strict";
import { test } from "node:test";
import { lazily } from "../../src/shared/lazily.ts";

test("made once when it is first needed, however many ask, and again after it failed", async () => {
  let asked = 0;
  const get = lazily(async () => {
    asked += 1;
    if (asked === 1) throw new Error("not yet");
    return asked;
  });
  assert.equal(asked, 0);
  const [first, second] = await Promise.allSettled([get(), get()]);
  assert.deepEqual([first.status, second.status, asked], ["rejected", "rejected", 1]);
  assert.deepEqual(await Promise.all([get(), get(), get()]), [2, 2, 2]);
});
