import assert from "node:assert/strict";
import { test } from "node:test";
import { createPreloads, type Preload, type Preloads } from "../../offscreen/preloads.ts";

/** Records what was opened. Each opening ends when the test ends it, or when it is aborted. */
function setUp(): { preloads: Preloads; begun: Preload[]; finish: (thrown?: Error) => Promise<void>; failures: unknown[] } {
  const begun: Preload[] = [];
  const failures: unknown[] = [];
  let end: (thrown?: Error) => void = () => assert.fail("nothing is being opened");
  const preloads = createPreloads(
    (preload, signal) =>
      new Promise((resolve, reject) => {
        begun.push(preload);
        end = (thrown) => (thrown ? reject(thrown) : resolve());
        signal.addEventListener("abort", () => reject(signal.reason));
      }),
    (thrown) => failures.push(thrown),
  );
  return { preloads, begun, failures, finish: async (thrown) => (end(thrown), settle()) };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const ids = (begun: Preload[]): string[] => begun.map(({ voiceId }) => voiceId);

test("voices open one at a time, in order, and one that fails is skipped", async () => {
  const { preloads, begun, finish, failures } = setUp();
  preloads.want(["a", "b", "c"]);
  assert.deepEqual(ids(begun), ["a"]);
  await finish();
  assert.deepEqual(ids(begun), ["a", "b"]);
  await finish(new Error("damaged"));
  assert.deepEqual(ids(begun), ["a", "b", "c"]);
  assert.equal(failures.length, 1);
});

test("reading aborts an opening, which starts again afterwards", async () => {
  const { preloads, begun, finish, failures } = setUp();
  preloads.want(["a", "b"]);
  preloads.hold("other");
  await settle();
  preloads.ask("asked");
  assert.deepEqual(ids(begun), ["a"]);
  preloads.release();
  assert.deepEqual(begun.at(-1), { voiceId: "asked", spare: false });
  await finish();
  assert.deepEqual(ids(begun), ["a", "asked", "a"]);
  assert.deepEqual(failures, []);
});

test("the opening of the voice that is about to read is not aborted", async () => {
  const { preloads, begun, finish } = setUp();
  preloads.want(["a", "b"]);
  preloads.hold("a");
  await finish();
  assert.deepEqual(ids(begun), ["a"]);
  preloads.release();
  assert.deepEqual(ids(begun), ["a", "b"]);
});

test("a new list replaces the old one, but not a requested voice", async () => {
  const { preloads, begun, finish } = setUp();
  preloads.want(["a", "b"]);
  preloads.ask("asked");
  preloads.want(["c"]);
  await finish();
  await finish();
  assert.deepEqual(ids(begun), ["a", "asked", "c"]);
});
