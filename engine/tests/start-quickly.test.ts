import assert from "node:assert/strict";
import { test } from "node:test";
import { env } from "onnxruntime-web/wasm";
import fc from "fast-check";
import { compileKernels } from "../build/compile-kernels.ts";
import { joinPcm, joinSamples, type Chunk } from "../pcm.ts";
import { openPiperVoice } from "../piper-voice.ts";
import type { ModelChunk } from "../streaming/acoustic-model.ts";
import { phonemeStarts, saidAfter } from "../streaming/phoneme-starts.ts";
import type { SpeechRequest } from "../streaming/speech-request.ts";
import { createPace, type Pace } from "../streaming/pace.ts";
import { startQuickly } from "../streaming/start-quickly.ts";
import { findOpening } from "../words/find-opening.ts";
import { makeBenchVoice } from "./bench-voice/bench-voice.ts";
import { tiny } from "./bench-voice/hyperparameters.ts";
import { builtEspeakAssets } from "./phonemes/built-espeak-assets.ts";

// ONNX Runtime cannot start threads in Node.
env.wasm.numThreads = 1;

const samplesPerFrame = 256;

/** A model whose samples are the ids that they speak. An id lasts longer near the end of a text, as in a real model. */
async function* speakIds(
  { phonemeIds }: SpeechRequest,
  fromId: number,
  encoded: number[],
  chunkFrames: () => number,
): AsyncGenerator<ModelChunk> {
  encoded.push(phonemeIds.length);
  const durations = phonemeIds.map((id, index) => (id % 4) + (index > phonemeIds.length - 8 ? 2 : 0));
  const starts = phonemeStarts(durations, samplesPerFrame);
  const samples = joinSamples(phonemeIds.map((id, index) => new Float32Array((durations[index] ?? 0) * samplesPerFrame).fill(id)));
  for (let at = starts[fromId] ?? 0; at < samples.length;) {
    const end = Math.min(samples.length, at + chunkFrames() * samplesPerFrame);
    yield { samples: samples.slice(at, end), said: saidAfter(end, starts), starts };
    at = end;
  }
}

const requestOf = (phonemeIds: number[]): SpeechRequest => ({ phonemeIds, speakerId: 0, noiseScale: 0, lengthScale: 1, noiseW: 0 });

/** Texts of words, as Piper's ids: a pad after each id, and a space between words. */
const texts = fc
  .array(fc.array(fc.integer({ min: 14, max: 119 }), { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 40 })
  .map((words) => [1, 0, ...words.flatMap((word, index) => [...(index > 0 ? [3, 0] : []), ...word.flatMap((id) => [id, 0])]), 2]);

test("a text that starts quickly says each id once and in order, and tells where each one starts", async () => {
  let quick = 0;
  await fc.assert(
    fc.asyncProperty(texts, fc.infiniteStream(fc.integer({ min: 0, max: 9 })), async (ids, sizes) => {
      const opening = findOpening(ids, () => true);
      if (!opening) return;
      quick++;
      const encoded: number[] = [];
      const chunks: ModelChunk[] = [];
      const speak = (request: SpeechRequest, fromId: number) => speakIds(request, fromId, encoded, () => sizes.next().value ?? 1);
      for await (const chunk of startQuickly(speak, requestOf(ids), opening)) chunks.push(chunk);
      assert.deepEqual(encoded, [opening.end + 1, ids.length]);

      // With these ids the opening lasts as long as the same ids in the text, so the sound is that of the text.
      const sound = joinSamples(chunks.map(({ samples }) => samples));
      const whole: Float32Array[] = [];
      for await (const { samples } of speakIds(requestOf(ids), 0, [], () => 1_000)) whole.push(samples);
      const starts = chunks.at(-1)?.starts ?? new Float64Array();
      assert.deepEqual(sound, joinSamples(whole));
      assert.equal(starts.at(-1), sound.length);
      for (const [index, id] of ids.entries()) if (id % 4 > 0) assert.equal(sound[starts[index] ?? -1], id);

      let said = 0;
      let at = 0;
      for (const chunk of chunks) {
        at += chunk.samples.length;
        assert.ok(chunk.said >= said && chunk.said <= 1);
        ({ said } = chunk);
        // What is told at first stays true.
        assert.deepEqual(chunk.starts, starts.subarray(0, chunk.starts.length));
      }
      assert.deepEqual([said, at], [1, sound.length]);
    }),
    { numRuns: 300 },
  );
  assert.ok(quick > 100, `${quick} texts were long enough`);
});

test("an opening is short, both its places follow a space, and what is behind the cut is not used", () => {
  let found = 0;
  fc.assert(
    fc.property(texts, (ids) => {
      const opening = findOpening(ids, () => true);
      if (!opening) return;
      found++;
      assert.ok(opening.end <= ids.length / 2 && opening.cut <= opening.end - 16 && opening.cut >= 16);
      for (const at of [opening.cut, opening.end]) assert.deepEqual(ids.slice(at - 2, at), [3, 0]);
    }),
  );
  assert.ok(found > 20);
  assert.equal(
    findOpening([1, 0, ...Array.from({ length: 300 }, () => 20), 2], () => true),
    undefined,
  );
});

test("an opening is as long as it must be to be in time, and there is none if that would be long", () => {
  const ids = [1, 0, ...Array.from({ length: 60 }, () => [20, 0, 21, 0, 3, 0]).flat(), 2];
  assert.deepEqual(
    [0, 17, 50, 105, 120].map((fewest) => findOpening(ids, (cut) => cut >= fewest)),
    [{ cut: 20, end: 38 }, { cut: 20, end: 38 }, { cut: 50, end: 68 }, { cut: 110, end: 128 }, undefined],
  );
});

/** A pace after a text of 100 ids, each with 1000 samples, whose encoding and decoding took so many milliseconds. */
async function paceOf(encodingMs: number, decodingMs: number): Promise<Pace> {
  let ms = 0;
  const pace = createPace(() => ms, 20_000);
  await pace.timeEncoding(100, async () => void (ms += encodingMs));
  pace.lasts(100, 100_000);
  const steps = function* (): Generator<Float32Array> {
    for (let step = 0; step < 10; step++) {
      ms += decodingMs / 10;
      yield new Float32Array(step % 2 === 0 ? 0 : 20_000);
    }
  };
  // Time between the steps is not the voice's.
  for (const _ of pace.timeDecoding(steps())) ms += 10_000;
  return pace;
}

test("a voice is in time if it computes the rest faster than the opening is heard, with a margin", async () => {
  assert.equal(createPace(() => 0, 20_000).isInTime(20, 100, 20_000), false);
  // An opening of 20 ids lasts 1000 ms. With a margin the text's encoding takes 600 ms, decoding the opening and what is around the cut 300 ms.
  assert.equal((await paceOf(400, 500)).isInTime(20, 100, 20_000), true);
  assert.equal((await paceOf(400, 500)).isInTime(20, 100, 23_000), false);
  assert.equal((await paceOf(500, 500)).isInTime(20, 100, 20_000), false);
  assert.equal((await paceOf(400, 800)).isInTime(20, 100, 20_000), false);
  // A longer text takes longer to encode, a longer opening is heard for longer.
  assert.equal((await paceOf(400, 500)).isInTime(20, 150, 20_000), false);
  assert.equal((await paceOf(400, 500)).isInTime(30, 150, 20_000), true);
});

test("the latest texts count most for a voice's pace", async () => {
  let ms = 0;
  const pace = createPace(() => ms, 20_000);
  const speak = async (encodingMs: number): Promise<boolean> => {
    await pace.timeEncoding(100, async () => void (ms += encodingMs));
    pace.lasts(100, 100_000);
    for (const _ of pace.timeDecoding([new Float32Array(100_000)]));
    return pace.isInTime(20, 100, 20_000);
  };
  const inTime: boolean[] = [];
  for (const encodingMs of [3000, 100, 100, 100, 100, 3000]) inTime.push(await speak(encodingMs));
  assert.deepEqual(inTime, [false, false, true, true, true, false]);
});

test("an urgent text of a voice that streams comes sooner and with all its words, once the voice is known to be fast enough", async () => {
  const { model } = makeBenchVoice({ quality: "medium", resize: tiny });
  const parameters = { sampleRate: 22_050, espeakVoice: "en-us", noiseScale: 0, lengthScale: 1, noiseW: 0, speakerCount: 1 };
  // What follows "#" is no part of the data, so every file has the same bytes.
  const assetsUrl = `data:application/wasm;base64,${Buffer.from(await compileKernels(false)).toString("base64")}#`;
  const source = {
    kind: "piper",
    model: new Blob([Uint8Array.from(model)]),
    sha256: undefined,
    parameters,
    threads: 1,
    streams: true,
  } as const;
  // The voice takes no time, until a look at the clock takes a second.
  let ms = 0;
  let lookMs = 0;
  const voice = await openPiperVoice(source, await builtEspeakAssets(), assetsUrl, () => (ms += lookMs));
  const text = "On day 1984 the keeper wrote seven lines and saw three ships on their way to the harbour";
  const speak = async (urgentRate?: number): Promise<Chunk[]> => {
    const chunks: Chunk[] = [];
    await voice.speak(text, 0, { push: (chunk) => chunks.push(chunk) > 0, ready: async () => true }, urgentRate);
    return chunks;
  };
  const wordsOf = (chunks: Chunk[]): string[] => chunks.flatMap(({ words }) => words.map(({ start, end }) => text.slice(start, end)));
  /** The words that came with the first chunk. */
  const toldFirst = ([first]: Chunk[]): number => first?.words.length ?? 0;

  const unknown = await speak(1);
  const calm = await speak();
  const urgent = await speak(1);
  const all = wordsOf(calm).length;
  assert.deepEqual([toldFirst(unknown), toldFirst(calm)], [all, all]);
  assert.ok(toldFirst(urgent) > 0 && toldFirst(urgent) < all, `${toldFirst(urgent)} words came first`);
  assert.deepEqual(wordsOf(urgent), wordsOf(calm));
  assert.ok(urgent.every(({ samples }) => samples.length > 0));
  const [first, ...rest] = urgent;
  assert.ok(first);
  const seconds = joinPcm([first, ...rest]).samples.length / 22_050;
  const starts = urgent.flatMap(({ words }) => words.map(({ startSeconds }) => startSeconds));
  assert.deepEqual(
    starts,
    starts.toSorted((a, b) => a - b),
  );
  assert.ok((starts.at(-1) ?? 0) < seconds);
  assert.equal(urgent.at(-1)?.said, 1);

  lookMs = 1000;
  await speak();
  assert.equal(toldFirst(await speak(1)), all);
});
