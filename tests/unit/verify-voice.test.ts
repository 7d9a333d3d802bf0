import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { verifyVoice } from "../../offscreen/synthesis/verify-voice.ts";
import type { WorkerEvent } from "../../offscreen/synthesis/worker/messages.ts";

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
const never = new AbortController().signal;

beforeEach(() => void Object.assign(globalThis, { Worker: SilentWorker }));

test("the worker's verdict is handed on, its steps are told, and it is ended", async () => {
  const shares: number[] = [];
  const verdict = verifyVoice(model, "", never, (share) => shares.push(share));
  const worker = SilentWorker.latest;
  worker.says({ type: "verifying", share: 0.5 });
  worker.says({ type: "verified", verdict: "inPieces" });
  assert.equal(await verdict, "inPieces");
  assert.deepEqual([shares, worker.terminated], [[0.5], true]);
});

test("a cancel ends it at once, whatever the worker is doing", async () => {
  const controller = new AbortController();
  const verdict = verifyVoice(model, "", controller.signal, () => undefined);
  controller.abort();
  await assert.rejects(verdict, { name: "AbortError" });
  assert.equal(SilentWorker.latest.terminated, true);
  await assert.rejects(verifyVoice(model, "", controller.signal, () => undefined), { name: "AbortError" });
});

test("a worker that is slow has time as long as it gets on; one that is stuck is given up", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const slow = verifyVoice(model, "", never, () => undefined);
  for (let step = 0; step < 10; step++) {
    t.mock.timers.tick(240_000);
    SilentWorker.latest.says({ type: "verifying", share: step / 10 });
  }
  SilentWorker.latest.says({ type: "verified", verdict: "whole" });
  assert.equal(await slow, "whole");

  const stuck = verifyVoice(model, "", never, () => undefined);
  t.mock.timers.tick(300_000);
  assert.equal(await stuck, "mute");
  assert.equal(SilentWorker.latest.terminated, true);
});

test("a worker that dies tells nothing of the model", async () => {
  const verdict = verifyVoice(model, "", never, () => undefined);
  SilentWorker.latest.onerror();
  assert.equal(await verdict, "unknown");
});
