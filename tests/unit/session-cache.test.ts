import assert from "node:assert/strict";
import { test } from "node:test";
import { createSessionCache } from "../../offscreen/synthesis/session-cache.ts";
import type { Session } from "../../offscreen/synthesis/session.ts";

function sessionOf(memoryBytes: number): Session & { closed: boolean } {
  return {
    closed: false,
    async *synthesise() {},
    memoryBytes: () => memoryBytes,
    close() {
      this.closed = true;
    },
  };
}

const nothing = (): void => undefined;

test("a hundred who ask at once share one opening", async () => {
  const cache = createSessionCache(1_000, nothing);
  let opened = 0;
  const sessions = await Promise.all(
    Array.from({ length: 100 }, () => cache.obtain("a", async () => (opened++, sessionOf(10)))),
  );
  assert.equal(opened, 1);
  assert.equal(new Set(sessions).size, 1);
});

test("two voices never mix", async () => {
  const cache = createSessionCache(1_000, nothing);
  const a = sessionOf(1);
  const b = sessionOf(2);
  await Promise.all([cache.obtain("a", async () => a), cache.obtain("b", async () => b)]);
  assert.equal(cache.ready("a"), a);
  assert.equal(cache.ready("b"), b);
});

test("a failed opening is told to all who waited, and the next one tries again", async () => {
  const cache = createSessionCache(1_000, nothing);
  const failing = async (): Promise<Session> => {
    throw new Error("no");
  };
  const outcomes = await Promise.allSettled([cache.obtain("a", failing), cache.obtain("a", failing)]);
  assert.deepEqual(outcomes.map(({ status }) => status), ["rejected", "rejected"]);
  const session = sessionOf(1);
  assert.equal(await cache.obtain("a", async () => session), session);
});

test("over budget, the least recently used is closed, and never the one just opened", async () => {
  const cache = createSessionCache(100, nothing);
  const [a, b, c, huge] = [sessionOf(40), sessionOf(40), sessionOf(40), sessionOf(500)];
  await cache.obtain("a", async () => a);
  await cache.obtain("b", async () => b);
  cache.ready("a");
  await cache.obtain("c", async () => c);
  assert.deepEqual([a.closed, b.closed, c.closed], [false, true, false]);
  await cache.obtain("huge", async () => huge);
  assert.deepEqual(cache.list(), [{ key: "huge", memoryBytes: 500 }]);
  assert.equal(huge.closed, false);
});

test("a session that was closed while it opened is closed when it arrives", async () => {
  const cache = createSessionCache(100, nothing);
  const late = sessionOf(1);
  let finish = (_session: Session): void => undefined;
  const arrival = cache.obtain("a", () => new Promise((resolve) => (finish = resolve)));
  cache.closeAll();
  finish(late);
  await arrival;
  assert.equal(late.closed, true);
  assert.equal(cache.ready("a"), undefined);
});

test("a session that died is opened anew", async () => {
  const cache = createSessionCache(100, nothing);
  let die = nothing;
  await cache.obtain("a", async (onDied) => ((die = onDied), sessionOf(1)));
  die();
  assert.equal(cache.ready("a"), undefined);
  const next = sessionOf(1);
  assert.equal(await cache.obtain("a", async () => next), next);
});
