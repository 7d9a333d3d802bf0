import { test } from "node:test";
import assert from "node:assert/strict";
import fc from "fast-check";
import onnxProto from "onnx-proto";
import { makeBenchVoice } from "./bench-voice/bench-voice.ts";
import { tiny } from "./bench-voice/hyperparameters.ts";
import { readModel, integersAttribute } from "../onnx/read-model.ts";
import { integersOf, readFields } from "../onnx/protobuf-reader.ts";
import { MessageWriter } from "../onnx/protobuf-writer.ts";
import { makeTensor, writeModel } from "../onnx/write-model.ts";

// The package is CommonJS. Node finds its names only in the default export.
const { onnx } = onnxProto;

test("the reference implementation reads what is written", () => {
  const { model } = makeBenchVoice({ quality: "medium", speakers: 2, resize: tiny });
  const read = readModel(model);
  const written = writeModel(read, read.graph);
  const [expected, actual] = [onnx.ModelProto.decode(model).toJSON(), onnx.ModelProto.decode(written).toJSON()];
  assert.deepEqual(actual, expected);
});

test("weights are views into the file", () => {
  const { model } = makeBenchVoice({ quality: "medium", resize: tiny });
  for (const { raw } of readModel(model).graph.tensors) assert.equal(raw?.buffer, model.buffer);
});

test("the reference implementation reads a tensor", () => {
  const values = Float32Array.of(1, -2.5, 3);
  const { message } = makeTensor("weights", 1, [3, 1], new Uint8Array(values.buffer));
  const read = onnx.TensorProto.decode(message);
  assert.deepEqual([read.name, read.dims?.map(Number), read.dataType], ["weights", [3, 1], 1]);
  assert.deepEqual(new Float32Array(Uint8Array.from(read.rawData ?? []).buffer), values);
});

test("any safe integer is read back, single or packed", () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeInteger(), { minLength: 1 }), (values) => {
      const writer = new MessageWriter();
      for (const value of values) writer.integer(8, value);
      assert.deepEqual([...readFields(writer.finish())].flatMap(integersOf), values);
      const packed = onnx.TensorProto.encode(onnx.TensorProto.create({ dims: values })).finish();
      assert.deepEqual([...readFields(Uint8Array.from(packed))].flatMap(integersOf), values);
    }),
  );
});

test("list attributes are read", () => {
  const { model } = makeBenchVoice({ quality: "medium", resize: tiny });
  const node = readModel(model).graph.nodes.find(({ opType }) => opType === "ConvTranspose");
  assert.ok(node);
  assert.deepEqual(integersAttribute(node, "pads"), [4, 4]);
  assert.equal(integersAttribute(node, "nothing"), undefined);
});

test("bytes that are not protobuf are rejected", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        for (const { raw } of readFields(Uint8Array.from(bytes))) assert.ok(raw.length > 0);
      } catch (thrown) {
        assert.ok(thrown instanceof RangeError);
      }
    }),
  );
});
