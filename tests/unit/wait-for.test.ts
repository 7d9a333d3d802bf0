import assert from "node:assert/strict";
import { test } from "node:test";
import { waitFor } from "../../tools/wait-for.ts";

test("waits as long as there is progress; without progress it gives up and reports the last state", async () => {
  let steps = 0;
  const step = (): number => ++steps;
  assert.equal(await waitFor("the work", () => steps === 40, { timeoutMs: 20, everyMs: 2, progress: step }), true);
  await assert.rejects(
    waitFor("the work", () => false, { timeoutMs: 20, everyMs: 2, progress: () => "half of it" }),
    { message: "Waited 20 ms for the work, after half of it" },
  );
  await assert.rejects(
    waitFor("the work", () => false, { timeoutMs: 20, everyMs: 2 }),
    { message: "Waited 20 ms for the work" },
  );
});
