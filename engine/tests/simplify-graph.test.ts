import { test } from "node:test";
import assert from "node:assert/strict";
import { env, InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { makeBenchVoice } from "./bench-voice/bench-voice.ts";
import { tiny } from "./bench-voice/hyperparameters.ts";
import { makeFeeds } from "../streaming/speech-request.ts";
import { floatsOf } from "../onnx/tensor-values.ts";
import { constantsToInitializers } from "../onnx/constants-to-initializers.ts";
import { eliminateCommonSubexpressions } from "../onnx/eliminate-common-subexpressions.ts";
import type { OnnxModel } from "../onnx/onnx-model.ts";
import { readModel } from "../onnx/read-model.ts";
import { sessionOptions } from "../onnx/session-options.ts";
import { writeModel } from "../onnx/write-model.ts";

// ONNX Runtime cannot start threads in Node.
env.wasm.numThreads = 1;

const request = { phonemeIds: Array.from({ length: 40 }, (_, index) => index), speakerId: 1, noiseScale: 0, lengthScale: 1, noiseW: 0 };

async function speak(bytes: Uint8Array, options = sessionOptions): Promise<Float32Array> {
  const session = await InferenceSession.create(bytes, options);
  const { output } = await session.run(makeFeeds(request, session.inputNames));
  await session.release();
  assert.ok(output instanceof Tensor);
  return floatsOf(output);
}

async function largestDifference(
  simplify: (model: OnnxModel) => OnnxModel,
): Promise<{ difference: number; before: OnnxModel; after: OnnxModel }> {
  const { model } = makeBenchVoice({ quality: "high", speakers: 2, resize: tiny });
  const before = readModel(model);
  const after = simplify(before);
  const [expected, actual] = [await speak(model), await speak(writeModel(after, after.graph))];
  assert.equal(actual.length, expected.length);
  const difference = expected.reduce((largest, sample, at) => Math.max(largest, Math.abs(sample - (actual[at] ?? Number.NaN))), 0);
  return { difference, before, after };
}

function count(model: OnnxModel, opType: string): number {
  return model.graph.nodes.filter((node) => node.opType === opType).length;
}

test("constants become initializers, and the samples do not change", async () => {
  const { difference, before, after } = await largestDifference(constantsToInitializers);
  assert.equal(difference, 0);
  assert.ok(count(before, "Constant") > 500);
  assert.ok(count(after, "Constant") === 0 && after.graph.nodes.length === before.graph.nodes.length - count(before, "Constant"));
});

test("common subexpressions are eliminated, and the samples do not change", async () => {
  const { difference, before, after } = await largestDifference((model) => eliminateCommonSubexpressions(constantsToInitializers(model)));
  assert.equal(difference, 0);
  assert.ok(count(after, "Shape") < count(before, "Shape"));
  assert.equal(count(after, "RandomNormalLike"), 2);
});

test("the session options do not change the samples", async () => {
  const { model } = makeBenchVoice({ quality: "medium", speakers: 2, resize: tiny });
  const [expected, actual] = [await speak(model, { executionProviders: ["wasm"] }), await speak(model)];
  assert.equal(actual.length, expected.length);
  for (const [at, sample] of expected.entries()) assert.ok(Math.abs(sample - (actual[at] ?? Number.NaN)) <= 1e-6);
});
