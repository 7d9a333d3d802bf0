import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openInWorker, type Voice, type VoiceEvents } from "../client.ts";
import type { Chunk } from "../pcm.ts";
import type { WorkerEvent, WorkerRequest } from "../protocol.ts";

/** Replaces the browser's Worker, which Node does not have. It does nothing by itself. */
class SilentWorker {
  static latest: SilentWorker;
  isTerminated = false;
  requests: WorkerRequest[] = [];
  onmessage: (event: { data: WorkerEvent }) => void = () => undefined;
  onerror: (event: { message: string }) => void = () => undefined;

  constructor() {
    SilentWorker.latest = this;
  }
  postMessage(request: WorkerRequest): void {
    this.requests.push(request);
  }
  terminate(): void {
    this.isTerminated = true;
  }
  emit(data: WorkerEvent): void {
    this.onmessage({ data });
  }
}

beforeEach(() => void Object.assign(globalThis, { Worker: SilentWorker }));

const chunk = (seconds: number): Chunk => ({ samples: new Float32Array(seconds * 10), sampleRate: 10, said: 1, words: [] });

async function open(events: VoiceEvents = {}): Promise<{ voice: Voice; worker: SilentWorker }> {
  const opening = openInWorker({ kind: "instant", espeakVoice: "en-us" }, "", events);
  const worker = SilentWorker.latest;
  worker.emit({ type: "opened", memoryBytes: 5 });
  return { voice: await opening, worker };
}

async function secondsOf(sound: AsyncIterable<Chunk>): Promise<number> {
  let seconds = 0;
  for await (const { samples, sampleRate } of sound) seconds += samples.length / sampleRate;
  return seconds;
}

test("a text's chunks come in order, also those that arrive before they are requested", async () => {
  const { voice, worker } = await open();
  const sound = voice.speak("a", { urgentRate: 1.5 });
  const first = sound.next();
  for (const seconds of [1, 2, 3]) worker.emit({ type: "chunk", id: 0, chunk: chunk(seconds) });
  assert.equal((await first).value?.samples.length, 10);
  worker.emit({ type: "done", id: 0, memoryBytes: 9 });
  assert.equal(await secondsOf(sound), 5);
  assert.deepEqual(worker.requests.slice(1), [
    { type: "speak", id: 0, text: "a", speakerId: 0, urgentRate: 1.5, phonemes: [] },
    { type: "taken", id: 0, seconds: 1 },
    { type: "taken", id: 0, seconds: 2 },
    { type: "taken", id: 0, seconds: 3 },
  ]);
  assert.equal(voice.memoryBytes(), 40e6 + 9);
});

test("a voice is busy while the worker works, not while the listener pauses", async () => {
  const spoken: number[] = [];
  const { voice, worker } = await open({ onSpoken: (_, soundSeconds) => spoken.push(soundSeconds) });
  const sound = voice.speak("a");
  const first = sound.next();
  assert.equal(voice.isBusy(), true);
  worker.emit({ type: "chunk", id: 0, chunk: chunk(1) });
  worker.emit({ type: "chunk", id: 0, chunk: chunk(1) });
  await first;
  assert.equal(voice.isBusy(), true);
  worker.emit({ type: "done", id: 0, memoryBytes: 9 });
  assert.deepEqual([voice.isBusy(), spoken], [false, [2]]);
  assert.equal(await secondsOf(sound), 1);
});

test("an abort ends the sound without an error and cancels the text; the voice is busy until the worker has stopped", async () => {
  const { voice, worker } = await open();
  const controller = new AbortController();
  const sound = secondsOf(voice.speak("a", { signal: controller.signal }));
  worker.emit({ type: "chunk", id: 0, chunk: chunk(1) });
  await Promise.resolve();
  controller.abort();
  assert.ok((await sound) <= 1);
  assert.deepEqual(worker.requests.at(-1), { type: "cancel", id: 0 });
  assert.equal(voice.isBusy(), true);
  worker.emit({ type: "done", id: 0, memoryBytes: 9 });
  assert.equal(voice.isBusy(), false);
});

test("a listener who stops early cancels the text", async () => {
  const { voice, worker } = await open();
  const sound = voice.speak("a");
  const first = sound.next();
  worker.emit({ type: "chunk", id: 0, chunk: chunk(1) });
  await first;
  await sound.return();
  assert.deepEqual(worker.requests.at(-1), { type: "cancel", id: 0 });
});

test("a text that fails gives its chunks first, and other texts are not affected", async () => {
  const { voice, worker } = await open();
  const failing = voice.speak("a");
  const first = failing.next();
  worker.emit({ type: "chunk", id: 0, chunk: chunk(1) });
  worker.emit({ type: "failed", id: 0, error: { code: "voiceFailed", message: "no" } });
  assert.equal((await first).done, false);
  await assert.rejects(failing.next(), { name: "EngineError", code: "voiceFailed", message: "no" });
  const next = secondsOf(voice.speak("b"));
  worker.emit({ type: "done", id: 1, memoryBytes: 9 });
  assert.equal(await next, 0);
});

test("when the worker dies, all texts fail, also later ones, and onDied is called once", async () => {
  let deaths = 0;
  const { voice, worker } = await open({ onDied: () => deaths++ });
  const waiting = secondsOf(voice.speak("a"));
  worker.onerror({ message: "on purpose" });
  await assert.rejects(waiting, { code: "voiceFailed" });
  await assert.rejects(secondsOf(voice.speak("b")), { code: "voiceFailed" });
  assert.deepEqual([deaths, voice.isBusy(), worker.isTerminated], [1, false, true]);
});

test("after closing, all texts are aborted, also later ones", async () => {
  const { voice, worker } = await open();
  const waiting = secondsOf(voice.speak("a"));
  voice.close();
  await assert.rejects(waiting, { name: "AbortError" });
  await assert.rejects(secondsOf(voice.speak("b")), { name: "AbortError" });
  assert.equal(worker.isTerminated, true);
});

test("if opening fails or is aborted, the worker is terminated", async () => {
  const failing = openInWorker({ kind: "instant", espeakVoice: "xx" }, "", {});
  SilentWorker.latest.emit({ type: "openFailed", error: { code: "outOfMemory", message: "no" } });
  await assert.rejects(failing, { code: "outOfMemory" });
  assert.equal(SilentWorker.latest.isTerminated, true);

  const controller = new AbortController();
  const unwanted = openInWorker({ kind: "instant", espeakVoice: "en-us" }, "", {}, controller.signal);
  controller.abort();
  await assert.rejects(unwanted, { name: "AbortError" });
  assert.equal(SilentWorker.latest.isTerminated, true);
});

test("a voice is asked which symbols it does not have, and says so in any case", async () => {
  const { voice, worker } = await open();
  const asked = voice.unknownSymbols({ notation: "ipa", symbols: "a中" });
  assert.deepEqual(worker.requests.at(-1), { type: "checkPhonemes", id: 0, phonemes: { notation: "ipa", symbols: "a中" } });
  worker.emit({ type: "phonemesChecked", id: 0, unknown: ["中"] });
  assert.deepEqual(await asked, ["中"]);
  const failing = voice.unknownSymbols({ notation: "ipa", symbols: "a" });
  worker.emit({ type: "failed", id: 1, error: { code: "assetMissing", message: "gone" } });
  await assert.rejects(failing, { code: "assetMissing" });
  const left = voice.unknownSymbols({ notation: "ipa", symbols: "a" });
  voice.close();
  await assert.rejects(left, { name: "AbortError" });
  await assert.rejects(voice.unknownSymbols({ notation: "ipa", symbols: "a" }), { name: "AbortError" });
});
