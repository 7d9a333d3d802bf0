import { after, test } from "node:test";
import assert from "node:assert/strict";
import fc from "fast-check";
import { env, InferenceSession } from "onnxruntime-web/wasm";
import { makeBenchVoice } from "../../bench/voice/bench-voice.ts";
import { tiny } from "../../bench/voice/voice-shape.ts";
import { cutModel } from "../../offscreen/synthesis/worker/model/cut-model.ts";
import { floatsOf, makeFeeds, openCutVoice, type SpeechRequest } from "../../offscreen/synthesis/worker/model/cut-voice.ts";
import { MANY_NODES } from "../../offscreen/synthesis/worker/model/session-options.ts";
import { nextChunkFrames } from "../../offscreen/synthesis/worker/model/chunk-size.ts";

// Node cannot start the runtime's threads.
env.wasm.numThreads = 1;

const HOP = 256;

async function open(quality: "medium" | "high", speakers: number) {
  const { model } = makeBenchVoice({ quality, speakers, resize: tiny });
  const cut = cutModel(model);
  assert.ok(cut);
  const whole = await InferenceSession.create(model, MANY_NODES);
  const parts = await openCutVoice(model, cut, 22050);
  after(() => Promise.all([whole.release(), parts.close()]));
  return { whole, parts };
}

function quiet(phonemeIds: number[], speakerId = 0): SpeechRequest {
  return { phonemeIds, speakerId, noiseScale: 0, lengthScale: 1, noiseW: 0 };
}

async function assertSame({ whole, parts }: Awaited<ReturnType<typeof open>>, request: SpeechRequest, options: { firstFrames: number; laterFrames: number }) {
  const { output } = await whole.run(makeFeeds(request, whole.inputNames));
  const expected = floatsOf(output);
  const encoded = await parts.encode(request);
  assert.equal(encoded.durations.length, request.phonemeIds.length);
  assert.equal(encoded.durations.reduce((sum, frames) => sum + frames, 0), encoded.frames);
  assert.equal(encoded.frames * HOP, expected.length);
  let at = 0;
  let largest = 0;
  for await (const piece of encoded.decode(options)) {
    for (const sample of piece) largest = Math.max(largest, Math.abs(sample - (expected[at++] ?? Number.NaN)));
  }
  assert.equal(at, expected.length);
  assert.ok(largest <= 1e-5, `samples differ by ${largest}`);
}

for (const [quality, speakers] of [["medium", 1], ["high", 1], ["medium", 3]] as const) {
  test(`chunks of any size are the whole: ${quality}, ${speakers} speaker(s)`, async () => {
    const voice = await open(quality, speakers);
    const sizes = fc.record({ firstFrames: fc.integer({ min: 1, max: 60 }), laterFrames: fc.integer({ min: 1, max: 60 }) });
    const ids = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 30 });
    const speaker = fc.integer({ min: 0, max: speakers - 1 });
    await fc.assert(fc.asyncProperty(ids, speaker, sizes, (phonemeIds, speakerId, options) => assertSame(voice, quiet(phonemeIds, speakerId), options)), { numRuns: 25 });
  });
}

test("every sentence of one to twelve phonemes, the shortest chunks", async () => {
  const voice = await open("medium", 1);
  for (let length = 1; length <= 12; length++) {
    await assertSame(voice, quiet(Array.from({ length }, (_, index) => 20 + index)), { firstFrames: 1, laterFrames: 1 });
  }
});

test("the first chunk is short, and work stops with the caller", async () => {
  const { parts } = await open("medium", 1);
  const encoded = await parts.encode(quiet(Array.from({ length: 100 }, (_, index) => index)));
  for await (const piece of encoded.decode({})) {
    assert.equal(piece.length, 24 * HOP);
    break;
  }
});

test("noise changes the sound and the durations", async () => {
  const { parts } = await open("medium", 1);
  const request = { ...quiet(Array.from({ length: 100 }, (_, index) => index)), noiseScale: 0.667, noiseW: 0.8 };
  const [first, second] = [await parts.encode(request), await parts.encode(request)];
  assert.notDeepEqual(first.durations, second.durations);
});

test("chunks grow with what is ahead and shrink with what they cost", () => {
  const progress = { frames: 50, seconds: 0.1, aheadSeconds: 0.25 };
  const size = nextChunkFrames(progress, 22);
  assert.ok(nextChunkFrames({ ...progress, aheadSeconds: 0.3 }, 22) > size);
  assert.ok(nextChunkFrames({ ...progress, seconds: 0.11 }, 22) < size);
  assert.equal(nextChunkFrames({ ...progress, aheadSeconds: -1 }, 22), 70);
  assert.equal(nextChunkFrames({ ...progress, aheadSeconds: 100 }, 22), 128);
  assert.equal(nextChunkFrames({ ...progress, frames: 24, aheadSeconds: 100 }, 22), 72);
  const pace = fc.double({ min: 1e-4, max: 0.01, noNaN: true });
  const ahead = fc.double({ min: 0.2, max: 20, noNaN: true });
  fc.assert(
    fc.property(pace, ahead, (secondsPerFrame, aheadSeconds) => {
      const frames = nextChunkFrames({ frames: 50, seconds: 72 * secondsPerFrame, aheadSeconds }, 22);
      assert.ok(frames === 70 || (frames + 22) * secondsPerFrame <= aheadSeconds, "the next chunk is ready before the sound runs out");
    }),
  );
});
