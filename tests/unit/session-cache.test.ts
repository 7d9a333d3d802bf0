import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createSessionCache, type SessionCache, type SessionSource } from "../../offscreen/sessions/session-cache.ts";
import type { Session } from "../../offscreen/sessions/session.ts";
import type { Chunk } from "../../offscreen/vocabulary.ts";
import { EngineError, type VoiceEvents } from "../../engine/index.ts";
import { UserFacingError } from "../../src/shared/errors.ts";

const nothing = (): void => undefined;
const never = new AbortController().signal;

interface Deferred<T> {
  promise: Promise<T>;
  resolve(value: T): void;
  reject(reason: unknown): void;
}

/** Node 20 has no `Promise.withResolvers`. */
function deferred<T>(): Deferred<T> {
  let settle: Omit<Deferred<T>, "promise"> = { resolve: nothing, reject: nothing };
  const promise = new Promise<T>((resolve, reject) => (settle = { resolve, reject }));
  return { promise, ...settle };
}

/** A session whose texts end when the test ends them. */
class FakeSession implements Session {
  closed = false;
  finish = deferred<void>();
  events: VoiceEvents = {};
  #texts = 0;

  constructor(public bytes: number) {
    // The session is usually closed while nobody waits for a text.
    this.finish.promise.catch(nothing);
  }

  async *speak(): AsyncGenerator<Chunk> {
    this.#texts++;
    try {
      await this.finish.promise;
    } finally {
      this.#texts--;
      this.events.onSpoken?.(1, 1);
    }
    yield { samples: new Float32Array(10), sampleRate: 10, said: 1, words: [] };
  }
  unknownSymbols = async (): Promise<string[]> => [];
  isBusy = (): boolean => this.#texts > 0;
  memoryBytes = (): number => this.bytes;
  close(): void {
    this.closed = true;
    this.finish.reject(new DOMException("closed", "AbortError"));
  }
}

const sourceOf = (session: FakeSession, minBytes = 0): SessionSource => ({
  open: async (events) => Object.assign(session, { events }),
  minBytes,
});
const cacheOf = (budgetBytes: number, idleMs = 0): SessionCache => createSessionCache({ budgetBytes, idleMs }, nothing);
const keysOf = (cache: SessionCache): string[] => cache.list().map(({ key }) => key);

/** Starts a sentence and resolves when it ends. */
function speak(session: Session): Promise<number> {
  const sound = session.speak("", 0, undefined, never);
  return (async () => {
    let samples = 0;
    for await (const pcm of sound) samples += pcm.samples.length;
    return samples;
  })();
}

test("a hundred simultaneous calls share one opening, which the list shows", async () => {
  const cache = cacheOf(1_000);
  let opened = 0;
  const source: SessionSource = { open: async () => (opened++, new FakeSession(10)), minBytes: 0 };
  const asking = Array.from({ length: 100 }, () => cache.obtain("a", source));
  assert.deepEqual(cache.list(), [{ key: "a", memoryBytes: 0, status: "opening" }]);
  assert.equal(new Set(await Promise.all(asking)).size, 1);
  assert.equal(opened, 1);
  assert.deepEqual(cache.list(), [{ key: "a", memoryBytes: 10, status: "open" }]);
});

test("two voices never mix", async () => {
  const cache = cacheOf(1_000);
  const [a, b] = await Promise.all([cache.obtain("a", sourceOf(new FakeSession(1))), cache.obtain("b", sourceOf(new FakeSession(2)))]);
  assert.deepEqual([cache.ready("a"), cache.ready("b")], [a, b]);
  assert.deepEqual([a.memoryBytes(), b.memoryBytes()], [1, 2]);
});

test("a failed opening rejects all waiting calls, and the next call tries again", async () => {
  const cache = cacheOf(1_000);
  const failing: SessionSource = { open: () => Promise.reject(new Error("no")), minBytes: 0 };
  const outcomes = await Promise.allSettled([cache.obtain("a", failing), cache.obtain("a", failing)]);
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ["rejected", "rejected"],
  );
  assert.deepEqual(cache.list(), []);
  assert.equal((await cache.obtain("a", sourceOf(new FakeSession(1)))).memoryBytes(), 1);
});

test("over budget, the least recently used is closed, and never the one just opened", async () => {
  const cache = cacheOf(100);
  const [a, b, c, huge] = [new FakeSession(40), new FakeSession(40), new FakeSession(40), new FakeSession(500)];
  await cache.obtain("a", sourceOf(a));
  await cache.obtain("b", sourceOf(b));
  cache.ready("a");
  await cache.obtain("c", sourceOf(c));
  assert.deepEqual([a.closed, b.closed, c.closed], [false, true, false]);
  await cache.obtain("huge", sourceOf(huge));
  assert.deepEqual(cache.list(), [{ key: "huge", memoryBytes: 500, status: "open" }]);
  assert.equal(huge.closed, false);
});

test("before a session opens, room is made for the memory that it used last time", async () => {
  const cache = cacheOf(100);
  const a = new FakeSession(60);
  await cache.obtain("a", sourceOf(a));
  await cache.obtain("b", sourceOf(new FakeSession(60)));
  assert.equal(a.closed, true);
  let openWhenAskedAgain: string[] = [];
  await cache.obtain("a", {
    minBytes: 0,
    open: async () => {
      openWhenAskedAgain = cache.list().flatMap(({ key, status }) => (status === "open" ? [key] : []));
      return new FakeSession(60);
    },
  });
  assert.deepEqual(openWhenAskedAgain, []);
});

test("a session that grew while it spoke closes others, not itself", async () => {
  const cache = cacheOf(100);
  const [a, b] = [new FakeSession(40), new FakeSession(40)];
  await cache.obtain("a", sourceOf(a));
  const speaking = speak(await cache.obtain("b", sourceOf(b)));
  b.bytes = 90;
  b.finish.resolve();
  assert.equal(await speaking, 10);
  assert.deepEqual([a.closed, b.closed], [true, false]);
});

test("a speaking session is never closed to make room", async () => {
  const cache = cacheOf(100);
  const [a, b] = [new FakeSession(80), new FakeSession(80)];
  const speaking = speak(await cache.obtain("a", sourceOf(a)));
  await cache.obtain("b", sourceOf(b));
  assert.equal(a.closed, false);
  a.finish.resolve();
  assert.equal(await speaking, 10);
  assert.deepEqual([a.closed, b.closed], [true, false]);
});

test("a session that the user closes finishes its sentence first, unless it is closed twice", async () => {
  const cache = cacheOf(100);
  const a = new FakeSession(1);
  const speaking = speak(await cache.obtain("a", sourceOf(a)));
  cache.closeAll();
  assert.equal(a.closed, false);
  assert.equal(cache.ready("a"), undefined);
  assert.deepEqual(keysOf(cache), ["a"]);
  a.finish.resolve();
  assert.equal(await speaking, 10);
  assert.deepEqual([a.closed, keysOf(cache)], [true, []]);

  const b = new FakeSession(1);
  const cut = speak(await cache.obtain("b", sourceOf(b)));
  cache.close("b");
  cache.close("b");
  assert.equal(b.closed, true);
  await assert.rejects(cut, { name: "AbortError" });
});

test("a session that was closed while it opened is closed when it is ready, and its opening is aborted", async () => {
  const cache = cacheOf(100);
  const late = new FakeSession(1);
  const finish = deferred<Session>();
  let openingSignal: AbortSignal | undefined;
  const obtained = cache.obtain("a", { minBytes: 0, open: (_, signal) => ((openingSignal = signal), finish.promise) });
  await Promise.resolve();
  cache.closeAll();
  assert.equal(openingSignal?.aborted, true);
  finish.resolve(late);
  await assert.rejects(obtained, { name: "AbortError" });
  assert.equal(late.closed, true);
  assert.deepEqual(cache.list(), []);
});

test("a session that died is opened again", async () => {
  const cache = cacheOf(100);
  const mortal = new FakeSession(1);
  await cache.obtain("a", sourceOf(mortal));
  mortal.events.onDied?.();
  assert.equal(cache.ready("a"), undefined);
  assert.equal((await cache.obtain("a", sourceOf(new FakeSession(2)))).memoryBytes(), 2);
});

const noMemory = (): Error => new UserFacingError("voiceFailed", "refused", { cause: new EngineError("outOfMemory", "refused") });

test("when memory runs out, the other sessions are closed and opening is tried once more", async () => {
  const cache = cacheOf(100);
  const a = new FakeSession(1);
  await cache.obtain("a", sourceOf(a));
  let attempts = 0;
  const scarce = async (): Promise<Session> => {
    if (attempts++ === 0) throw noMemory();
    return new FakeSession(2);
  };
  assert.equal((await cache.obtain("b", { open: scarce, minBytes: 0 })).memoryBytes(), 2);
  assert.deepEqual([attempts, a.closed], [2, true]);

  const hopeless: SessionSource = { open: () => Promise.reject(noMemory()), minBytes: 0 };
  await assert.rejects(cache.obtain("c", hopeless), { code: "voiceFailed" });
});

test("an idle session is closed after the time limit, which each use restarts", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const cache = cacheOf(100, 60_000);
  const a = new FakeSession(1);
  await cache.obtain("a", sourceOf(a));
  t.mock.timers.tick(59_000);
  cache.ready("a");
  t.mock.timers.tick(59_000);
  assert.equal(a.closed, false);
  t.mock.timers.tick(1_000);
  assert.deepEqual([a.closed, keysOf(cache)], [true, []]);
});

test("new limits apply at once", async () => {
  const cache = cacheOf(100);
  await cache.obtain("a", sourceOf(new FakeSession(40)));
  await cache.obtain("b", sourceOf(new FakeSession(40)));
  cache.limit({ budgetBytes: 50, idleMs: 0 });
  assert.deepEqual(keysOf(cache), ["b"]);
});

test("a spare session opens only if there is room, and is closed first", async () => {
  const cache = cacheOf(100);
  await cache.obtain("used", sourceOf(new FakeSession(40), 40));
  await cache.openAhead("first", sourceOf(new FakeSession(30), 30), true, never);
  await cache.openAhead("second", sourceOf(new FakeSession(30), 30), true, never);
  await cache.openAhead("third", sourceOf(new FakeSession(30), 30), true, never);
  assert.deepEqual(keysOf(cache), ["second", "first", "used"]);
  await cache.obtain("new", sourceOf(new FakeSession(30), 30));
  assert.deepEqual(keysOf(cache), ["first", "used", "new"]);
  await cache.openAhead("asked", sourceOf(new FakeSession(30), 30), false, never);
  assert.deepEqual(keysOf(cache), ["used", "new", "asked"]);
});

test("opening ahead can be aborted, unless the session is needed in the meantime", async () => {
  const cache = cacheOf(100);
  const untilAborted: SessionSource = {
    minBytes: 0,
    open: (_, signal) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
  };
  const first = new AbortController();
  const ahead = cache.openAhead("a", untilAborted, true, first.signal);
  await Promise.resolve();
  first.abort();
  await assert.rejects(ahead, { name: "AbortError" });
  assert.deepEqual(cache.list(), []);

  const second = new AbortController();
  const finish = deferred<Session>();
  const shared = cache.openAhead("b", { minBytes: 0, open: () => finish.promise }, true, second.signal);
  const needed = cache.obtain("b", untilAborted);
  second.abort();
  finish.resolve(new FakeSession(1));
  await Promise.all([shared, needed]);
  assert.deepEqual(keysOf(cache), ["b"]);
});

test("after any order of opening, closing and using, idle sessions fit the budget", async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant("obtain" as const), key: fc.nat(9), bytes: fc.integer({ min: 1, max: 60 }) }),
    fc.record({ kind: fc.constant("ahead" as const), key: fc.nat(9), bytes: fc.integer({ min: 1, max: 60 }) }),
    fc.record({ kind: fc.constant("close" as const), key: fc.nat(9) }),
    fc.record({ kind: fc.constant("limit" as const), bytes: fc.integer({ min: 1, max: 200 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      let budgetBytes = 100;
      const cache = cacheOf(budgetBytes);
      const made: FakeSession[] = [];
      for (const each of steps) {
        const make = (bytes: number): SessionSource => ({
          minBytes: 0,
          open: async () => made[made.push(new FakeSession(bytes)) - 1] ?? assert.fail(),
        });
        if (each.kind === "obtain") await cache.obtain(String(each.key), make(each.bytes));
        else if (each.kind === "ahead") await cache.openAhead(String(each.key), make(each.bytes), true, never);
        else if (each.kind === "close") cache.close(String(each.key));
        else cache.limit({ budgetBytes: (budgetBytes = each.bytes), idleMs: 0 });
        const listed = cache.list();
        const total = listed.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
        assert.ok(total <= budgetBytes || listed.length === 1, `${total} bytes in ${listed.length} sessions`);
        // Every session that is not closed is in the list.
        assert.equal(made.filter(({ closed }) => !closed).length, listed.length);
        assert.equal(new Set(listed.map(({ key }) => key)).size, listed.length);
      }
    }),
  );
});
