import { test } from "node:test";
import assert from "node:assert/strict";
import { env, InferenceSession } from "onnxruntime-web/wasm";
import { makeBenchVoice } from "../../bench/voice/bench-voice.ts";
import { tiny } from "../../bench/voice/voice-shape.ts";
import { cutModel, type CutModel } from "../../offscreen/synthesis/worker/model/cut-model.ts";
import type { OnnxTensor } from "../../offscreen/synthesis/worker/model/onnx-model.ts";
import { readModel } from "../../offscreen/synthesis/worker/model/read-model.ts";
import { saysTheSame, speakWhole, verifyModel } from "../../offscreen/synthesis/worker/model/verify-model.ts";
import { makeTensor, renameTensor, writeModel } from "../../offscreen/synthesis/worker/model/write-model.ts";
import { makeWorkshop } from "../../offscreen/synthesis/worker/streaming/kernels.ts";
import { compileKernels } from "../../scripts/kernels.ts";
import { makeToneVoice } from "../voices/tone-voice.ts";

// Node cannot start the runtime's threads.
env.wasm.numThreads = 1;

const kernels = await WebAssembly.compile(await compileKernels(false));
const newWorkshop = () => makeWorkshop(kernels, new WebAssembly.Memory({ initial: 1 }));

/** Whether the parts of `model` say what the whole says. */
async function verifyCut(model: Uint8Array<ArrayBuffer>, cut: CutModel): Promise<boolean> {
  const whole = await speakWhole(model, () => undefined);
  return saysTheSame(whole, model, cut, newWorkshop(), () => undefined).catch(() => false);
}

async function cutTiny(quality: "x_low" | "low" | "medium" | "high", speakers = 1): Promise<{ model: Uint8Array<ArrayBuffer>; cut: CutModel }> {
  const { model } = makeBenchVoice({ quality, speakers, resize: tiny });
  const cut = await cutModel(model);
  assert.ok(cut);
  return { model, cut };
}

for (const quality of ["x_low", "low", "medium", "high"] as const) {
  for (const speakers of [1, 3]) {
    test(`the parts of a ${quality} voice with ${speakers} speaker(s) say what the whole says`, async () => {
      const { model, cut } = await cutTiny(quality, speakers);
      assert.equal(await verifyCut(model, cut), true);
      assert.equal(cut.decoder.steady.length, speakers > 1 ? 1 : 0);
    });
  }
}

test("parts that do not fit are found out", async () => {
  const { model, cut } = await cutTiny("medium");
  const other = await cutModel(makeBenchVoice({ quality: "medium", resize: tiny, seed: 2 }).model);
  assert.ok(other);
  assert.equal(await verifyCut(model, { ...cut, decoder: other.decoder }), false);
  assert.equal(await verifyCut(model, { ...cut, flow: other.flow }), false);
  assert.equal(await verifyCut(model, { ...cut, encoder: cut.encoder.subarray(0, 1000) }), false);
  // One column of context too few in one of the convolutions.
  const layers = cut.decoder.program.layers.map((layer) => ({ ...layer }));
  const weights = new Map(layers.flatMap((layer, index) => [...cut.decoder.program.weights].filter(([of]) => of === cut.decoder.program.layers[index]).map(([, each]) => [layer, each] as const)));
  const wide = layers.find(({ operation }) => operation.kind === "convolve" && operation.filter.spread === 12);
  assert.ok(wide?.operation.kind === "convolve");
  const { filter } = wide.operation;
  wide.operation = { kind: "convolve", filter: { ...filter, padding: filter.padding - 1 } };
  assert.equal(await verifyCut(model, { ...cut, decoder: { ...cut.decoder, program: { ...cut.decoder.program, layers, weights } } }), false);
});

test("what layers do not know is left to the whole model", async () => {
  const read = readModel(makeBenchVoice({ quality: "medium", resize: tiny }).model);
  const { graph } = read;
  for (const [known, unknown] of [["LeakyRelu", "Elu"], ["ConvTranspose", "Upsample"], ["Sigmoid", "HardSigmoid"]]) {
    const nodes = graph.nodes.map((node) => (node.opType === known && node.name.startsWith("/dec") === (known !== "Sigmoid") ? { ...node, opType: unknown ?? "" } : node));
    assert.equal(await cutModel(writeModel(read, { ...graph, nodes })), undefined, unknown);
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
  const cut = await cutModel(model);
  assert.ok(cut);
  assert.equal(await verifyCut(model, cut), true);
});

test("the weights stay in the original file, and parts that carry their own are the same", async () => {
  const { model, cut } = await cutTiny("medium");
  const whole = await cutModel(model, ["weightsOutside"]);
  assert.ok(whole);
  assert.ok(cut.encoder.length < whole.encoder.length);
  assert.equal(await verifyCut(model, whole), true);
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
  const cut = await cutModel(model);
  assert.ok(cut);
  assert.equal(await verifyCut(model, cut), true);
});

function halve(tensor: OnnxTensor): OnnxTensor {
  const values = new Float32Array(tensor.raw?.slice().buffer ?? new ArrayBuffer(0)).map((value) => value / 2);
  return makeTensor(tensor.name, tensor.type, tensor.dims, new Uint8Array(values.buffer));
}

test("what is no Piper model is not cut", async () => {
  assert.equal(await cutModel(Uint8Array.from(makeToneVoice().model)), undefined);
  assert.equal(await cutModel(new TextEncoder().encode("<!doctype html>")), undefined);
  assert.equal(await cutModel(new Uint8Array(0)), undefined);
  const { model } = makeBenchVoice({ quality: "medium", resize: tiny });
  assert.equal(await cutModel(model.slice(0, model.length / 2)), undefined);
});

test("a model is found to speak in pieces, as a whole only, or not at all", async () => {
  const shares: number[] = [];
  const { model } = makeBenchVoice({ quality: "medium", resize: tiny });
  assert.equal(await verifyModel(model, newWorkshop(), (share) => shares.push(share)), "inPieces");
  assert.deepEqual(shares, shares.toSorted((a, b) => a - b));
  assert.equal(shares.at(-1), 1);
  const verdictOf = (bytes: Uint8Array): Promise<string> => verifyModel(Uint8Array.from(bytes), newWorkshop(), () => undefined);
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
  assert.equal(await verifyModel(model, newWorkshop(), () => undefined), "unknown");
});
