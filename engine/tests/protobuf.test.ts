import { test } from "node:test";
import assert from "node:assert/strict";
import fc from "fast-check";
import onnxProto from "onnx-proto";
import { makeBenchVoice } from "./bench-voice/bench-voice.ts";
import { tiny } from "./bench-voice/voice-shape.ts";
import { readModel, integersAttribute } from "../onnx/read-model.ts";
import { integersOf, readFields } from "../onnx/protobuf-reader.ts";
import { MessageWriter } from "../onnx/protobuf-writer.ts";
import { makeTensor, writeModel } from "../onnx/write-model.ts";

// CommonJS: Node sees its names only on the default export.
const { onnx } = onnxProto;

test("what is written is what the reference implementation reads", () => {
  const { model } = makeBenchVoice({ quality: "medium", speakers: 2, resize: tiny });
  const read = readModel(model);
  const written = writeModel(read, read.graph);
  const [expected, actual] = [onnx.ModelProto.decode(model).toJSON(), onnx.ModelProto.decode(written).toJSON()];
  assert.deepEqual(actual, expected);
});

test("weights stay where they are in the file", () => {
  const { model } = makeBenchVoice({ quality: "medium", resize: tiny });
  for (const { raw } of readModel(model).graph.tensors) assert.equal(raw?.buffer, model.buffer);
});

test("a tensor is as the reference implementation reads it", () => {
  const values = Float32Array.of(1, -2.5, 3);
  const { message } = makeTensor("weights", 1, [3, 1], new Uint8Array(values.buffer));
  const read = onnx.TensorProto.decode(message);
  assert.deepEqual([read.name, read.dims?.map(Number), read.dataType], ["weights", [3, 1], 1]);
  assert.deepEqual(new Float32Array(Uint8Array.from(read.rawData ?? []).buffer), values);
});

test("any safe integer comes back, one by one and packed", () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeInteger(), { minLength: 1 }), (values) => {
      const apart = new MessageWriter();
      for (const value of values) apart.integer(8, value);
      assert.deepEqual([...readFields(apart.finish())].flatMap(integersOf), values);
      const packed = onnx.TensorProto.encode(onnx.TensorProto.create({ dims: values })).finish();
      assert.deepEqual([...readFields(Uint8Array.from(packed))].flatMap(integersOf), values);
    }),
  );
});

test("lists of attributes are read", () => {
  const { model } = makeBenchVoice({ quality: "medium", resize: tiny });
  const up = readModel(model).graph.nodes.find(({ opType }) => opType === "ConvTranspose");
  assert.ok(up);
  assert.deepEqual(integersAttribute(up, "pads"), [4, 4]);
  assert.equal(integersAttribute(up, "nothing"), undefined);
});

test("bytes that are no protobuf are refused, not misread", () => {
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
