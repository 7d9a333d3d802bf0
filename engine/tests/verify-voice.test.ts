import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { verifyVoice } from "../verify.ts";
import type { WorkerEvent } from "../protocol.ts";

/** What Node has not: a worker that does nothing of itself. */
class SilentWorker {
  static latest: SilentWorker;
  terminated = false;
  onmessage: (event: { data: WorkerEvent }) => void = () => undefined;
  onerror: () => void = () => undefined;

  constructor() {
    SilentWorker.latest = this;
  }
  postMessage(): void {}
  terminate(): void {
    this.terminated = true;
  }
  says(data: WorkerEvent): void {
    this.onmessage({ data });
  }
}

const model = new Blob(["a model"]);

beforeEach(() => void Object.assign(globalThis, { Worker: SilentWorker, location: { href: "http://page/" } }));

test("the worker's verdict is handed on, its steps are told, and it is ended", async () => {
  const shares: number[] = [];
  const verdict = verifyVoice(model, { assetsUrl: "", onProgress: (share) => shares.push(share) });
  const worker = SilentWorker.latest;
  worker.says({ type: "verifying", share: 0.5 });
  worker.says({ type: "verified", verdict: { kind: "streams" } });
  assert.deepEqual(await verdict, { kind: "streams" });
  assert.deepEqual([shares, worker.terminated], [[0.5], true]);
});

test("a cancel ends it at once, whatever the worker is doing", async () => {
  const controller = new AbortController();
  const verdict = verifyVoice(model, { assetsUrl: "", signal: controller.signal });
  controller.abort();
  await assert.rejects(verdict, { name: "AbortError" });
  assert.equal(SilentWorker.latest.terminated, true);
  await assert.rejects(verifyVoice(model, { assetsUrl: "", signal: controller.signal }), { name: "AbortError" });
});

test("a worker that is slow has time as long as it gets on; one that is stuck is given up", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const slow = verifyVoice(model, { assetsUrl: "" });
  for (let step = 0; step < 10; step++) {
    t.mock.timers.tick(240_000);
    SilentWorker.latest.says({ type: "verifying", share: step / 10 });
  }
  SilentWorker.latest.says({ type: "verified", verdict: { kind: "whole" } });
  assert.deepEqual(await slow, { kind: "whole" });

  const stuck = verifyVoice(model, { assetsUrl: "" });
  t.mock.timers.tick(300_000);
  assert.deepEqual(await stuck, { kind: "mute" });
  assert.equal(SilentWorker.latest.terminated, true);
});

test("a worker that dies tells nothing of the model", async () => {
  const verdict = verifyVoice(model, { assetsUrl: "" });
  SilentWorker.latest.onerror();
  assert.deepEqual(await verdict, { kind: "unknown" });
});
