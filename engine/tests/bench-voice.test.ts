import { test } from "node:test";
import assert from "node:assert/strict";
import { env, InferenceSession } from "onnxruntime-web/wasm";
import { makeBenchVoice } from "./bench-voice/bench-voice.ts";
import { tiny } from "./bench-voice/hyperparameters.ts";
import { makeFeeds } from "../streaming/speech-request.ts";
import { floatsOf } from "../onnx/tensor-values.ts";

// ONNX Runtime cannot start threads in Node.
env.wasm.numThreads = 1;

test("a bench voice is always the same, and another seed gives another voice", () => {
  const make = (seed: number) => Buffer.from(makeBenchVoice({ quality: "medium", resize: tiny, seed }).model);
  assert.ok(make(1).equals(make(1)));
  assert.ok(!make(1).equals(make(2)));
});

test("a bench voice has the inputs and output of Piper's voices, and its samples do not clip", async () => {
  const { model, config } = makeBenchVoice({ quality: "x_low", speakers: 2, resize: tiny });
  const session = await InferenceSession.create(model, { executionProviders: ["wasm"] });
  assert.deepEqual([session.inputNames, session.outputNames], [["input", "input_lengths", "scales", "sid"], ["output"]]);
  assert.deepEqual([config.audio, config.num_speakers], [{ sample_rate: 16000, quality: "x_low" }, 2]);
  const phonemeIds = Array.from({ length: 200 }, (_, index) => (index * 7) % 150);
  const speak = async (lengthScale: number) => {
    const { output } = await session.run(
      makeFeeds({ phonemeIds, speakerId: 1, noiseScale: 0.667, lengthScale, noiseW: 0.8 }, session.inputNames),
    );
    assert.deepEqual(output?.dims.slice(0, 3), [1, 1, 1]);
    return floatsOf(output);
  };
  const samples = await speak(1);
  assert.ok(samples.every((sample) => Math.abs(sample) < 1));
  assert.ok(samples.some((sample) => Math.abs(sample) > 0.05));
  assert.ok((await speak(3)).length > 2 * samples.length);
  await session.release();
});
