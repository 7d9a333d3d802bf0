import assert from "node:assert/strict";
import { test } from "node:test";
import { createTransferRate } from "../../offscreen/voice/transfer-rate.ts";

function clocked() {
  let now = 10_000;
  const rate = createTransferRate(() => now);
  return { rate, pass: (ms: number) => void (now += ms) };
}

test("a steady transfer soon has a rate", () => {
  const { rate, pass } = clocked();
  assert.equal(rate.bytesPerSecond(), 0);
  for (let tick = 1; tick <= 100; tick += 1) {
    pass(100);
    rate.add(100_000);
    const share = rate.bytesPerSecond() / 1e6;
    if (tick > 5) assert.ok(share > 0.9 && share < 1.3, `${share} after ${tick} ticks`);
  }
});

test("the rate of a stopped transfer falls to 0 within three seconds", () => {
  const { rate, pass } = clocked();
  for (let tick = 0; tick < 50; tick += 1) {
    pass(100);
    rate.add(100_000);
  }
  pass(1_500);
  const halfway = rate.bytesPerSecond();
  assert.ok(halfway > 0.4e6 && halfway < 0.6e6, String(halfway));
  pass(1_500);
  assert.equal(rate.bytesPerSecond(), 0);
});

test("a first burst has no rate yet", () => {
  const { rate, pass } = clocked();
  rate.add(1_000);
  assert.equal(rate.bytesPerSecond(), 0);
  pass(400);
  rate.add(1_000_000);
  assert.equal(rate.bytesPerSecond(), 0);
  pass(100);
  assert.equal(rate.bytesPerSecond(), 2_002_000);
});
