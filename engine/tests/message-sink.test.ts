import assert from "node:assert/strict";
import { test } from "node:test";
import { createMessageSink, maxAheadSeconds } from "../message-sink.ts";
import type { Chunk } from "../pcm.ts";

const tenSeconds: Chunk = { samples: new Float32Array(100), sampleRate: 10, said: 0, words: [] };

/** Whether `promise` is settled after a few turns of the event loop. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  void promise.finally(() => (settled = true));
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

test("the sink waits when more than half a minute has not been taken", async () => {
  const sent: Chunk[] = [];
  const sink = createMessageSink((chunk) => sent.push(chunk));
  while (sent.length * 10 <= maxAheadSeconds) {
    assert.equal(await sink.ready(), true);
    assert.equal(sink.push(tenSeconds), true);
  }
  const waiting = sink.ready();
  assert.equal(await isSettled(waiting), false);
  sink.taken(10);
  assert.equal(await waiting, true);
});

test("a cancel ends the wait, and nothing is sent after it", async () => {
  const sent: Chunk[] = [];
  const sink = createMessageSink((chunk) => sent.push(chunk));
  for (let count = 0; count < 4; count++) sink.push(tenSeconds);
  const waiting = sink.ready();
  sink.cancel();
  assert.equal(await waiting, false);
  assert.equal(sink.push(tenSeconds), false);
  assert.equal(sent.length, 4);
});
