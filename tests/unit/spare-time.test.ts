import assert from "node:assert/strict";
import { test } from "node:test";
import { createSpareTime } from "../../offscreen/spare-time.ts";

const never = new AbortController().signal;
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("work waits until there is time, and is begun anew after it had to stop", async () => {
  let hasTime = false;
  let begun = 0;
  const spareTime = createSpareTime(() => hasTime);
  const done = spareTime.use(async (lost) => {
    begun += 1;
    return begun < 3 ? aborted(lost) : "done";
  }, never);
  for (let times = 1; times <= 3; times++) {
    await turn();
    assert.equal(begun, times - 1);
    hasTime = true;
    spareTime.look();
    await turn();
    assert.equal(begun, times);
    hasTime = false;
    spareTime.look();
  }
  assert.equal(await done, "done");
});

test("what fails while there is time fails, and what is stopped ends with the reason", async () => {
  const spareTime = createSpareTime(() => true);
  await assert.rejects(
    spareTime.use(async () => {
      throw new RangeError("on purpose");
    }, never),
    RangeError,
  );
  const controller = new AbortController();
  const stopped = spareTime.use(aborted, controller.signal);
  await turn();
  controller.abort(new TypeError("stopped"));
  await assert.rejects(stopped, TypeError);
  const waiting = createSpareTime(() => false).use(async () => 1, AbortSignal.abort(new TypeError("before")));
  await assert.rejects(waiting, TypeError);
});

test("it looks by itself, so that nobody needs to tell", async () => {
  let looks = 0;
  const spareTime = createSpareTime(() => ++looks > 2);
  assert.equal(await spareTime.use(async () => "done", never), "done");
});
