import { after, test } from "node:test";
import assert from "node:assert/strict";
import fc from "fast-check";
import { env, InferenceSession } from "onnxruntime-web/wasm";
import { makeBenchVoice } from "./bench-voice/bench-voice.ts";
import { tiny } from "./bench-voice/hyperparameters.ts";
import { splitModel } from "../split/split-model.ts";
import { openSplitVoice } from "../streaming/split-voice.ts";
import { makeFeeds, type SpeechRequest } from "../streaming/speech-request.ts";
import { floatsOf } from "../onnx/tensor-values.ts";
import { sessionOptions } from "../onnx/session-options.ts";
import { createKernelMemory } from "../kernels/kernel-memory.ts";
import { compileKernels } from "../build/compile-kernels.ts";

// ONNX Runtime cannot start threads in Node.
env.wasm.numThreads = 1;

const hopSamples = 256;
const kernels = await WebAssembly.compile(await compileKernels(false));
const newMemory = () => createKernelMemory(kernels, new WebAssembly.Memory({ initial: 1 }));

async function open(quality: "medium" | "high", speakers: number) {
  const { model } = makeBenchVoice({ quality, speakers, resize: tiny });
  const parts = await splitModel(model);
  assert.ok(parts);
  const whole = await InferenceSession.create(model, sessionOptions);
  const split = await openSplitVoice(model, parts, newMemory());
  after(() => Promise.all([whole.release(), split.close()]));
  return { whole, split };
}

function withoutNoise(phonemeIds: number[], speakerId = 0): SpeechRequest {
  return { phonemeIds, speakerId, noiseScale: 0, lengthScale: 1, noiseW: 0 };
}

async function assertSame({ whole, split }: Awaited<ReturnType<typeof open>>, request: SpeechRequest, stepFrames = 8) {
  const { output } = await whole.run(makeFeeds(request, whole.inputNames));
  const expected = floatsOf(output);
  const encoded = await split.encode(request);
  assert.equal(encoded.durations.length, request.phonemeIds.length);
  assert.equal(
    encoded.durations.reduce((sum, frames) => sum + frames, 0),
    encoded.frames,
  );
  assert.equal(encoded.frames * hopSamples, expected.length);
  let at = 0;
  let largest = 0;
  for (const chunk of encoded.decode({ stepFrames })) {
    for (const sample of chunk) largest = Math.max(largest, Math.abs(sample - (expected[at++] ?? Number.NaN)));
  }
  assert.equal(at, expected.length);
  assert.ok(largest <= 1e-5, `samples differ by ${largest}`);
}

for (const [quality, speakers] of [
  ["medium", 1],
  ["high", 1],
  ["medium", 3],
] as const) {
  test(`steps of any size give the samples of the whole model: ${quality}, ${speakers} speaker(s)`, async () => {
    const voice = await open(quality, speakers);
    const sizes = fc.integer({ min: 1, max: 8 });
    const ids = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 30 });
    const speaker = fc.integer({ min: 0, max: speakers - 1 });
    await fc.assert(
      fc.asyncProperty(ids, speaker, sizes, (phonemeIds, speakerId, stepFrames) =>
        assertSame(voice, withoutNoise(phonemeIds, speakerId), stepFrames),
      ),
      { numRuns: 25 },
    );
  });
}

test("texts of one to twelve phonemes with the shortest steps give the samples of the whole model", async () => {
  const voice = await open("medium", 1);
  for (let length = 1; length <= 12; length++) {
    await assertSame(voice, withoutNoise(Array.from({ length }, (_, index) => 20 + index)), 1);
  }
});

for (const quality of ["medium", "high"] as const) {
  test(`decoding from any frame gives the samples from there on: ${quality}`, async () => {
    const { split } = await open(quality, 1);
    const samplesOf = (chunks: Iterable<Float32Array>): number[] => [...chunks].flatMap((chunk) => [...chunk]);
    const { frames, decode } = await split.encode(withoutNoise(Array.from({ length: 60 }, (_, index) => 20 + index)));
    const all = samplesOf(decode());
    assert.ok(frames > 80, `there are ${frames} frames`);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: frames }), fc.integer({ min: 1, max: 8 }), (fromFrame, stepFrames) => {
        const samples = samplesOf(decode({ fromFrame, stepFrames }));
        assert.equal(samples.length, (frames - fromFrame) * hopSamples);
        const largest = samples.reduce(
          (most, sample, index) => Math.max(most, Math.abs(sample - (all[fromFrame * hopSamples + index] ?? Number.NaN))),
          0,
        );
        assert.ok(largest <= 1e-5, `samples differ by ${largest} from frame ${fromFrame} on`);
      }),
      { numRuns: 25 },
    );
  });
}

test("the first chunk is short", async () => {
  const { split } = await open("medium", 1);
  const encoded = await split.encode(withoutNoise(Array.from({ length: 100 }, (_, index) => index)));
  for (const chunk of encoded.decode()) {
    assert.equal(chunk.length, 8 * hopSamples);
    break;
  }
});

test("noise changes the sound and the durations", async () => {
  const { split } = await open("medium", 1);
  const request = { ...withoutNoise(Array.from({ length: 100 }, (_, index) => index)), noiseScale: 0.667, noiseW: 0.8 };
  const [first, second] = [await split.encode(request), await split.encode(request)];
  assert.notDeepEqual(first.durations, second.durations);
});
