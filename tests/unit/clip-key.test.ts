import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { clipKey } from "../../offscreen/cache/clip-key.ts";
import { makeSecret } from "../../offscreen/cache/keyed-hash.ts";
import { fromSixteenBit, toSixteenBit } from "../../offscreen/cache/sixteen-bit.ts";

const identity = fc.record({ voice: fc.string(), speakerId: fc.nat(1_000), text: fc.string() });

test("two identities share a key exactly if they are equal", async () => {
  const secret = await makeSecret();
  await fc.assert(
    fc.asyncProperty(identity, identity, async (a, b) => {
      assert.equal((await clipKey(secret, a)) === (await clipKey(secret, b)), JSON.stringify(a) === JSON.stringify(b));
    }),
  );
});

test("another installation gives the same text another key", async () => {
  const same = { voice: "v", speakerId: 0, text: "Hello." };
  assert.notEqual(await clipKey(await makeSecret(), same), await clipKey(await makeSecret(), same));
});

test("16 bits keep every sample to half a step, and clip louder ones", () => {
  fc.assert(
    fc.property(fc.float32Array({ min: Math.fround(-1), max: Math.fround(0.9999), noNaN: true }), (samples) => {
      fromSixteenBit(toSixteenBit(samples)).forEach((value, i) => assert.ok(Math.abs(value - (samples[i] ?? 0)) <= 0.5 / 32_768 + 1e-9));
    }),
  );
  assert.deepEqual([...toSixteenBit(Float32Array.of(2, -2, 0))], [32_767, -32_768, 0]);
});
