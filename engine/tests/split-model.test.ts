import { test } from "node:test";
import assert from "node:assert/strict";
import { env, InferenceSession } from "onnxruntime-web/wasm";
import { makeBenchVoice } from "./bench-voice/bench-voice.ts";
import { tiny } from "./bench-voice/hyperparameters.ts";
import { splitModel, type SplitModel } from "../split/split-model.ts";
import type { OnnxTensor } from "../onnx/onnx-model.ts";
import { readModel } from "../onnx/read-model.ts";
import { matchesWholeModel, runWholeModel, verifyModel } from "../streaming/verify-model.ts";
import { makeTensor, renameTensor, writeModel } from "../onnx/write-model.ts";
import { createKernelMemory } from "../kernels/kernel-memory.ts";
import { compileKernels } from "../build/compile-kernels.ts";
import { makeToneVoice } from "./voices/tone-voice.ts";

// ONNX Runtime cannot start threads in Node.
env.wasm.numThreads = 1;

const kernels = await WebAssembly.compile(await compileKernels(false));
const newMemory = () => createKernelMemory(kernels, new WebAssembly.Memory({ initial: 1 }));

/** Whether the split model computes the same samples as the whole model. */
async function verifySplit(model: Uint8Array<ArrayBuffer>, split: SplitModel): Promise<boolean> {
  const whole = await runWholeModel(model, () => undefined);
  return matchesWholeModel(whole, model, split, newMemory(), () => undefined).catch(() => false);
}

async function splitTiny(
  quality: "x_low" | "low" | "medium" | "high",
  speakers = 1,
): Promise<{ model: Uint8Array<ArrayBuffer>; split: SplitModel }> {
  const { model } = makeBenchVoice({ quality, speakers, resize: tiny });
  const split = await splitModel(model);
  assert.ok(split);
  return { model, split };
}

for (const quality of ["x_low", "low", "medium", "high"] as const) {
  for (const speakers of [1, 3]) {
    test(`a split ${quality} voice with ${speakers} speaker(s) computes the same samples as the whole model`, async () => {
      const { model, split } = await splitTiny(quality, speakers);
      assert.equal(await verifySplit(model, split), true);
      assert.equal(split.decoder.perUtterance.length, speakers > 1 ? 1 : 0);
    });
  }
}

test("verification fails if encoder, flow and decoder do not fit together", async () => {
  const { model, split } = await splitTiny("medium");
  const other = await splitModel(makeBenchVoice({ quality: "medium", resize: tiny, seed: 2 }).model);
  assert.ok(other);
  assert.equal(await verifySplit(model, { ...split, decoder: other.decoder }), false);
  assert.equal(await verifySplit(model, { ...split, flow: other.flow }), false);
  assert.equal(await verifySplit(model, { ...split, encoder: split.encoder.subarray(0, 1000) }), false);
  // One column of padding too few in one of the convolutions.
  const layers = split.decoder.program.layers.map((layer) => ({ ...layer }));
  const weights = new Map(
    layers.flatMap((layer, index) =>
      [...split.decoder.program.weights]
        .filter(([of]) => of === split.decoder.program.layers[index])
        .map(([, each]) => [layer, each] as const),
    ),
  );
  const wide = layers.find(({ operation }) => operation.kind === "convolve" && operation.convolution.dilation === 12);
  assert.ok(wide?.operation.kind === "convolve");
  const { convolution } = wide.operation;
  wide.operation = { kind: "convolve", convolution: { ...convolution, padding: convolution.padding - 1 } };
  assert.equal(
    await verifySplit(model, { ...split, decoder: { ...split.decoder, program: { ...split.decoder.program, layers, weights } } }),
    false,
  );
});

test("a model with unsupported operators is not split", async () => {
  const read = readModel(makeBenchVoice({ quality: "medium", resize: tiny }).model);
  const { graph } = read;
  for (const [supported, unsupported] of [
    ["LeakyRelu", "Elu"],
    ["ConvTranspose", "Upsample"],
    ["Sigmoid", "HardSigmoid"],
  ]) {
    const nodes = graph.nodes.map((node) =>
      node.opType === supported && node.name.startsWith("/dec") === (supported !== "Sigmoid")
        ? { ...node, opType: unsupported ?? "" }
        : node,
    );
    assert.equal(await splitModel(writeModel(read, { ...graph, nodes })), undefined, unsupported);
  }
});

test("splitting does not depend on names", async () => {
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
  // The encoder's own file contains only sizes and indices.
  assert.ok(graph.tensors.every(({ raw }) => (raw?.length ?? 0) < 1_024));
  assert.ok(split.encoder.length < model.length);
});

test("weights that the model computes, for example by weight normalisation, are folded", async () => {
  const read = readModel(makeBenchVoice({ quality: "medium", resize: tiny }).model);
  const { graph } = read;
  const weights = new Set(
    graph.nodes.filter(({ opType }) => opType === "Conv" || opType === "ConvTranspose").map(({ inputs }) => inputs[1] ?? ""),
  );
  // Each weight is replaced by the sum of two halves.
  const halved = graph.tensors.map((tensor) => (weights.has(tensor.name) && tensor.raw ? halve(tensor) : tensor));
  const sums = [...weights].map((name) => ({
    name: `sum of ${name}`,
    opType: "Add",
    inputs: [name, name],
    outputs: [`${name} doubled`],
    captured: [],
    attributes: new Map(),
  }));
  const nodes = graph.nodes.map((node) => ({
    ...node,
    inputs: node.inputs.map((name, index) => (index === 1 && weights.has(name) ? `${name} doubled` : name)),
  }));
  const model = writeModel(read, { ...graph, tensors: halved, nodes: [...sums, ...nodes] });
  const split = await splitModel(model);
  assert.ok(split);
  assert.equal(await verifySplit(model, split), true);
});

function halve(tensor: OnnxTensor): OnnxTensor {
  const values = new Float32Array(tensor.raw?.slice().buffer ?? new ArrayBuffer(0)).map((value) => value / 2);
  return makeTensor(tensor.name, tensor.type, tensor.dims, new Uint8Array(values.buffer));
}

test("other models, and bytes that are not a model, are not split", async () => {
  assert.equal(await splitModel(Uint8Array.from(makeToneVoice().model)), undefined);
  assert.equal(await splitModel(new TextEncoder().encode("<!doctype html>")), undefined);
  assert.equal(await splitModel(new Uint8Array(0)), undefined);
  const { model } = makeBenchVoice({ quality: "medium", resize: tiny });
  assert.equal(await splitModel(model.slice(0, model.length / 2)), undefined);
});

test("the verdict says whether a model streams, speaks only as a whole, or does not speak", async () => {
  const shares: number[] = [];
  const { model } = makeBenchVoice({ quality: "medium", resize: tiny });
  assert.deepEqual(await verifyModel(model, newMemory(), (share) => shares.push(share)), { kind: "streams" });
  assert.deepEqual(
    shares,
    shares.toSorted((a, b) => a - b),
  );
  assert.equal(shares.at(-1), 1);
  const verdictOf = async (bytes: Uint8Array): Promise<string> =>
    (await verifyModel(Uint8Array.from(bytes), newMemory(), () => undefined)).kind;
  assert.equal(await verdictOf(makeToneVoice().model), "whole");
  assert.equal(await verdictOf(model.subarray(0, model.length / 2)), "mute");
  // With weights that are NaN the samples are NaN.
  const read = readModel(model);
  const tensors = read.graph.tensors.map((tensor) =>
    tensor.raw && tensor.type === 1 && tensor.raw.length > 4_096
      ? makeTensor(tensor.name, 1, tensor.dims, new Uint8Array(tensor.raw.length).fill(0xff))
      : tensor,
  );
  assert.equal(await verdictOf(writeModel(read, { ...read.graph, tensors })), "mute");
});

test("if there is not enough memory, the verdict is unknown", async (t) => {
  const { model } = makeBenchVoice({ quality: "medium", resize: tiny });
  t.mock.method(InferenceSession, "create", () =>
    Promise.reject(new Error("Can't create a session. failed to allocate a buffer of size 63201294.")),
  );
  assert.deepEqual(await verifyModel(model, newMemory(), () => undefined), { kind: "unknown" });
});
