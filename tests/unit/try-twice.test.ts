import assert from "node:assert/strict";
import { test } from "node:test";
import { tryTwice } from "../../tools/browser/try-twice.ts";

test("one failure leads to a second attempt, two failures give both reasons", async () => {
  let starts = 0;
  const startFailing = (failures: number) => async (): Promise<string> => {
    if (++starts <= failures) throw new Error(`reason ${starts}`);
    return `start ${starts}`;
  };
  assert.equal(await tryTwice("A browser", startFailing(0)), "start 1");
  starts = 0;
  assert.equal(await tryTwice("A browser", startFailing(1)), "start 2");
  starts = 0;
  await assert.rejects(tryTwice("A browser", startFailing(9)), /A browser did not start, twice: reason 1; then: reason 2/);
  assert.equal(starts, 2);
});
