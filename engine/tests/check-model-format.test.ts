import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkModelFormat } from "../check-model-format.ts";
import { OnnxGraph } from "./voices/onnx-graph.ts";
import { makeToneVoice } from "./voices/tone-voice.ts";

const check = (bytes: Uint8Array, speakerCount = 1): string => checkModelFormat(Uint8Array.from(bytes), speakerCount)?.kind ?? "accepted";

test("a Piper model of any size is recognised by its inputs and output", () => {
  for (const speakers of [1, 4]) {
    assert.equal(check(makeToneVoice({ speakers }).model, speakers), "accepted");
    assert.equal(check(makeToneVoice({ speakers, paddingBytes: 1_000_000 }).model, speakers), "accepted");
  }
  assert.equal(check(makeToneVoice({ speakers: 1 }).model, 2), "notPiper");
});

test("other ONNX models are rejected", () => {
  const graphOf = (inputs: [string, "float" | "int64", number][], output: [string, "float" | "int64"]): Uint8Array => {
    const graph = new OnnxGraph();
    for (const [name, type, rank] of inputs)
      graph.input(
        name,
        type,
        Array.from({ length: rank }, () => "any"),
      );
    graph.node("Identity", ["scales"], output[0]);
    graph.output(...output, ["any"]);
    return graph.encode();
  };
  const piper: [string, "float" | "int64", number][] = [
    ["input", "int64", 2],
    ["input_lengths", "int64", 1],
    ["scales", "float", 1],
  ];
  assert.equal(check(graphOf(piper, ["output", "float"])), "accepted");
  const others: [typeof piper, [string, "float" | "int64"]][] = [
    [piper.slice(1), ["output", "float"]],
    [piper.slice(0, 2), ["output", "float"]],
    [
      [...piper, ["speed", "float", 1]],
      ["output", "float"],
    ],
    [
      [["input", "float", 2], ...piper.slice(1)],
      ["output", "float"],
    ],
    [
      [["input", "int64", 3], ...piper.slice(1)],
      ["output", "float"],
    ],
    [piper, ["audio", "float"]],
    [piper, ["output", "int64"]],
    [
      [["toString", "int64", 1], ...piper],
      ["output", "float"],
    ],
  ];
  for (const [inputs, output] of others) assert.equal(check(graphOf(inputs, output)), "notPiper", JSON.stringify([inputs, output]));
});

test("files that are not a model, or only a part of one, are rejected", () => {
  const { model } = makeToneVoice({ paddingBytes: 100_000 });
  const text = (words: string): Uint8Array => new TextEncoder().encode(words);
  for (const bytes of [
    new Uint8Array(),
    new Uint8Array(1_000),
    text("<!doctype html><title>Sign in</title>"),
    text("{}"),
    text("version https://git-lfs.github.com/spec/v1"),
  ]) {
    assert.equal(check(bytes), "notOnnx");
  }
  for (const length of [1, 10, 1_000, model.length >> 1, model.length - 20])
    assert.equal(check(model.subarray(0, length)), "notOnnx", String(length));
});

test("any bytes are accepted, or rejected with one of two verdicts", () => {
  const { model } = makeToneVoice();
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(model.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }), (changes) => {
      const bytes = Uint8Array.from(model);
      for (const [at, value] of changes) bytes[at] = value;
      assert.match(check(bytes), /^accepted$|^not/);
    }),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => assert.match(check(bytes), /^not/)),
    { numRuns: 500 },
  );
});
