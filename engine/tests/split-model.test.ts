import { test } from "node:test";
import assert from "node:assert/strict";
import { env, InferenceSession } from "onnxruntime-web/wasm";
import { makeBenchVoice } from "./bench-voice/bench-voice.ts";
import { tiny } from "./bench-voice/voice-shape.ts";
import { splitModel, type SplitModel } from "../split/split-model.ts";
import type { OnnxTensor } from "../onnx/onnx-model.ts";
import { readModel } from "../onnx/read-model.ts";
import { saysTheSame, speakWhole, verifyModel } from "../streaming/verify-model.ts";
import { makeTensor, renameTensor, writeModel } from "../onnx/write-model.ts";
import { createKernelMemory } from "../kernels/kernel-memory.ts";
import { compileKernels } from "../build/compile-kernels.ts";
import { makeToneVoice } from "./voices/tone-voice.ts";

// Node cannot start the runtime's threads.
env.wasm.numThreads = 1;

const kernels = await WebAssembly.compile(await compileKernels(false));
const newMemory = () => createKernelMemory(kernels, new WebAssembly.Memory({ initial: 1 }));

/** Whether the parts of `model` say what the whole says. */
async function verifySplit(model: Uint8Array<ArrayBuffer>, split: SplitModel): Promise<boolean> {
  const whole = await speakWhole(model, () => undefined);
  return saysTheSame(whole, model, split, newMemory(), () => undefined).catch(() => false);
}

async function splitTiny(quality: "x_low" | "low" | "medium" | "high", speakers = 1): Promise<{ model: Uint8Array<ArrayBuffer>; split: SplitModel }> {
  const { model } = makeBenchVoice({ quality, speakers, resize: tiny });
  const split = await splitModel(model);
  assert.ok(split);
  return { model, split };
}

for (const quality of ["x_low", "low", "medium", "high"] as const) {
  for (const speakers of [1, 3]) {
    test(`the parts of a ${quality} voice with ${speakers} speaker(s) say what the whole says`, async () => {
      const { model, split } = await splitTiny(quality, speakers);
      assert.equal(await verifySplit(model, split), true);
      assert.equal(split.decoder.perUtterance.length, speakers > 1 ? 1 : 0);
    });
  }
}

test("parts that do not fit are found out", async () => {
  const { model, split } = await splitTiny("medium");
  const other = await splitModel(makeBenchVoice({ quality: "medium", resize: tiny, seed: 2 }).model);
  assert.ok(other);
  assert.equal(await verifySplit(model, { ...split, decoder: other.decoder }), false);
  assert.equal(await verifySplit(model, { ...split, flow: other.flow }), false);
  assert.equal(await verifySplit(model, { ...split, encoder: split.encoder.subarray(0, 1000) }), false);
  // One column of context too few in one of the convolutions.
  const layers = split.decoder.program.layers.map((layer) => ({ ...layer }));
  const weights = new Map(layers.flatMap((layer, index) => [...split.decoder.program.weights].filter(([of]) => of === split.decoder.program.layers[index]).map(([, each]) => [layer, each] as const)));
  const wide = layers.find(({ operation }) => operation.kind === "convolve" && operation.filter.dilation === 12);
  assert.ok(wide?.operation.kind === "convolve");
  const { filter } = wide.operation;
  wide.operation = { kind: "convolve", filter: { ...filter, padding: filter.padding - 1 } };
  assert.equal(await verifySplit(model, { ...split, decoder: { ...split.decoder, program: { ...split.decoder.program, layers, weights } } }), false);
});

test("what layers do not know is left to the whole model", async () => {
  const read = readModel(makeBenchVoice({ quality: "medium", resize: tiny }).model);
  const { graph } = read;
  for (const [known, unknown] of [["LeakyRelu", "Elu"], ["ConvTranspose", "Upsample"], ["Sigmoid", "HardSigmoid"]]) {
    const nodes = graph.nodes.map((node) => (node.opType === known && node.name.startsWith("/dec") === (known !== "Sigmoid") ? { ...node, opType: unknown ?? "" } : node));
    assert.equal(await splitModel(writeModel(read, { ...graph, nodes })), undefined, unknown);
  }
});

test("names have no part in it", async () => {
  const read = readModel(makeBenchVoice({ quality: "medium", speakers: 2, resize: tiny }).model);
  const { graph } = read;
  const kept = new Set([...graph.inputs, ...graph.outputs].map(({ name }) => name).concat(graph.nodes.flatMap(({ captured }) => captured)));
  const numbers = new Map<string, string>();
  const rename = (value: string) => {
    if (kept.has(value) || value === "") return value;
    const number = numbers.get(value) ?? String(numbers.size + 1000);
    numbers.set(value, number);
    return number;
  };
  const nodes = graph.nodes.map((node) => ({ ...node, name: "", inputs: node.inputs.map(rename), outputs: node.outputs.map(rename) }));
  const tensors = graph.tensors.map((tensor) => renameTensor(tensor, rename(tensor.name)));
  const model = writeModel(read, { ...graph, nodes, tensors });
  const split = await splitModel(model);
  assert.ok(split);
  assert.equal(await verifySplit(model, split), true);
});

test("the weights stay in the original file", async () => {
  const { model, split } = await splitTiny("medium");
  const { graph } = readModel(split.encoder);
  // What is left in the encoder's own file are sizes and indices.
  assert.ok(graph.tensors.every(({ raw }) => (raw?.length ?? 0) < 1_024));
  assert.ok(split.encoder.length < model.length);
});

test("weights that are left to be computed, as those of a weight normalisation, are computed once", async () => {
  const read = readModel(makeBenchVoice({ quality: "medium", resize: tiny }).model);
  const { graph } = read;
  const weights = new Set(graph.nodes.filter(({ opType }) => opType === "Conv" || opType === "ConvTranspose").map(({ inputs }) => inputs[1] ?? ""));
  // Each is a half of what it was, added to itself, where it is read.
  const halved = graph.tensors.map((tensor) => (weights.has(tensor.name) && tensor.raw ? halve(tensor) : tensor));
  const sums = [...weights].map((name) => ({ name: `sum of ${name}`, opType: "Add", inputs: [name, name], outputs: [`${name} doubled`], captured: [], attributes: new Map() }));
  const nodes = graph.nodes.map((node) => ({ ...node, inputs: node.inputs.map((name, index) => (index === 1 && weights.has(name) ? `${name} doubled` : name)) }));
  const model = writeModel(read, { ...graph, tensors: halved, nodes: [...sums, ...nodes] });
  const split = await splitModel(model);
  assert.ok(split);
  assert.equal(await verifySplit(model, split), true);
});

function halve(tensor: OnnxTensor): OnnxTensor {
  const values = new Float32Array(tensor.raw?.slice().buffer ?? new ArrayBuffer(0)).map((value) => value / 2);
  return makeTensor(tensor.name, tensor.type, tensor.dims, new Uint8Array(values.buffer));
}

test("what is no Piper model is not split", async () => {
  assert.equal(await splitModel(Uint8Array.from(makeToneVoice().model)), undefined);
  assert.equal(await splitModel(new TextEncoder().encode("<!doctype html>")), undefined);
  assert.equal(await splitModel(new Uint8Array(0)), undefined);
  const { model } = makeBenchVoice({ quality: "medium", resize: tiny });
  assert.equal(await splitModel(model.slice(0, model.length / 2)), undefined);
});

test("a model is found to speak in chunks, as a whole only, or not at all", async () => {
  const shares: number[] = [];
  const { model } = makeBenchVoice({ quality: "medium", resize: tiny });
  assert.deepEqual(await verifyModel(model, newMemory(), (share) => shares.push(share)), { kind: "streams" });
  assert.deepEqual(shares, shares.toSorted((a, b) => a - b));
  assert.equal(shares.at(-1), 1);
  const verdictOf = async (bytes: Uint8Array): Promise<string> => (await verifyModel(Uint8Array.from(bytes), newMemory(), () => undefined)).kind;
  assert.equal(await verdictOf(makeToneVoice().model), "whole");
  assert.equal(await verdictOf(model.subarray(0, model.length / 2)), "mute");
  // Weights that are no numbers give a sound that is none.
  const read = readModel(model);
  const tensors = read.graph.tensors.map((tensor) => (tensor.raw && tensor.type === 1 && tensor.raw.length > 4_096 ? makeTensor(tensor.name, 1, tensor.dims, new Uint8Array(tensor.raw.length).fill(0xff)) : tensor));
  assert.equal(await verdictOf(writeModel(read, { ...read.graph, tensors })), "mute");
});

test("want of memory is no fault of the model", async (t) => {
  const { model } = makeBenchVoice({ quality: "medium", resize: tiny });
  t.mock.method(InferenceSession, "create", () => Promise.reject(new Error("Can't create a session. failed to allocate a buffer of size 63201294.")));
  assert.deepEqual(await verifyModel(model, newMemory(), () => undefined), { kind: "unknown" });
});
