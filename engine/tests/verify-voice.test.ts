import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { verifyVoice } from "../verify-voice.ts";
import type { WorkerEvent } from "../protocol.ts";

/** Replaces the browser's Worker, which Node does not have. It does nothing by itself. */
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
  emit(data: WorkerEvent): void {
    this.onmessage({ data });
  }
}

const model = new Blob(["a model"]);

beforeEach(() => void Object.assign(globalThis, { Worker: SilentWorker, location: { href: "http://page/" } }));

test("the worker's verdict and progress are reported, and it is terminated", async () => {
  const shares: number[] = [];
  const verdict = verifyVoice(model, { assetsUrl: "", onProgress: (share) => shares.push(share) });
  const worker = SilentWorker.latest;
  worker.emit({ type: "verifying", share: 0.5 });
  worker.emit({ type: "verified", verdict: { kind: "streams" } });
  assert.deepEqual(await verdict, { kind: "streams" });
  assert.deepEqual([shares, worker.terminated], [[0.5], true]);
});

test("an abort ends verification at once", async () => {
  const controller = new AbortController();
  const verdict = verifyVoice(model, { assetsUrl: "", signal: controller.signal });
  controller.abort();
  await assert.rejects(verdict, { name: "AbortError" });
  assert.equal(SilentWorker.latest.terminated, true);
  await assert.rejects(verifyVoice(model, { assetsUrl: "", signal: controller.signal }), { name: "AbortError" });
});

test("a slow worker may go on as long as it makes progress; a stuck worker gives the verdict mute", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const slow = verifyVoice(model, { assetsUrl: "" });
  for (let step = 0; step < 10; step++) {
    t.mock.timers.tick(240_000);
    SilentWorker.latest.emit({ type: "verifying", share: step / 10 });
  }
  SilentWorker.latest.emit({ type: "verified", verdict: { kind: "whole" } });
  assert.deepEqual(await slow, { kind: "whole" });

  const stuck = verifyVoice(model, { assetsUrl: "" });
  t.mock.timers.tick(300_000);
  assert.deepEqual(await stuck, { kind: "mute" });
  assert.equal(SilentWorker.latest.terminated, true);
});

test("if the worker dies, the verdict is unknown", async () => {
  const verdict = verifyVoice(model, { assetsUrl: "" });
  SilentWorker.latest.onerror();
  assert.deepEqual(await verdict, { kind: "unknown" });
});
