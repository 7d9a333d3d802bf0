import assert from "node:assert/strict";
import { test } from "node:test";
import { lazily } from "../../src/shared/lazily.ts";

test("the value is made once at the first call, and again after a failure", async () => {
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
