import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openInstantVoice, openVoice } from "../index.ts";
import type { WorkerEvent, WorkerRequest } from "../protocol.ts";

/** What Node has not: a worker that is open at once, or whose script is not there. */
class ReadyWorker {
  static script: string;
  static asked: WorkerRequest[];
  static isThere: boolean;
  onmessage: (event: { data: WorkerEvent }) => void = () => undefined;
  onerror: (event: object) => void = () => undefined;

  constructor(script: string) {
    ReadyWorker.script = script;
  }
  postMessage(request: WorkerRequest): void {
    ReadyWorker.asked.push(request);
    if (ReadyWorker.isThere) this.onmessage({ data: { type: "opened", memoryBytes: 0 } });
    else this.onerror({});
  }
  terminate(): void {}
}

const model = new Blob(["a model"]);
const config = new Blob([JSON.stringify({ audio: { sample_rate: 22050 }, espeak: { voice: "en-us" } })]);

beforeEach(() => {
  Object.assign(ReadyWorker, { asked: [], isThere: true });
  Object.assign(globalThis, { Worker: ReadyWorker, location: { href: "http://page/folder/index.html" }, crossOriginIsolated: true });
});

test("the engine's files are found relative to the page, in the worker too", async () => {
  await openInstantVoice("en-us", { assetsUrl: "engine/" });
  assert.equal(ReadyWorker.script, "http://page/folder/engine/worker.js");
  assert.deepEqual(ReadyWorker.asked, [
    { type: "open", source: { kind: "instant", espeakVoice: "en-us" }, assetsUrl: "http://page/folder/engine/" },
  ]);
});

test("threads are used in a page that may share memory, and in no other", async () => {
  const threadsOf = async (isIsolated: boolean): Promise<number> => {
    Object.assign(globalThis, { crossOriginIsolated: isIsolated });
    await openVoice({ model, config }, { assetsUrl: "", threads: 4 });
    const asked = ReadyWorker.asked.at(-1);
    assert.ok(asked?.type === "open" && asked.source.kind === "piper");
    return asked.source.threads;
  };
  assert.deepEqual([await threadsOf(true), await threadsOf(false)], [4, 1]);
});

test("what is missing or wrong is told by its code", async () => {
  await assert.rejects(openVoice({ model, config: new Blob(["{}"]) }, { assetsUrl: "" }), { code: "configInvalid" });
  const unreadable = Object.assign(new Blob(), { text: () => Promise.reject(new DOMException("gone", "NotReadableError")) });
  await assert.rejects(openVoice({ model, config: unreadable }, { assetsUrl: "" }), { code: "voiceFailed" });
  ReadyWorker.isThere = false;
  await assert.rejects(openInstantVoice("en-us", { assetsUrl: "nowhere/" }), { code: "assetMissing" });
});
