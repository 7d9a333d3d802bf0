import assert from "node:assert/strict";
import { test } from "node:test";
import { EngineError, isOutOfMemory, serializeEngineError } from "../engine-error.ts";

test("out of memory is recognised, also in the cause of an error", () => {
  const messages = [
    "RangeError: WebAssembly.Memory(): could not allocate memory",
    "RangeError: WebAssembly.Memory.grow(): Maximum memory size exceeded",
    "Error: std::bad_alloc",
    "RuntimeError: Aborted(OOM)",
    "RangeError: Array buffer allocation failed",
    "Error: Can't create a session. failed to allocate a buffer of size 63201294.",
    "Error: failed to call OrtRun(). ERROR_CODE: 6, ERROR_MESSAGE: Failed to allocate memory for requested buffer of size 134217728",
  ];
  for (const message of messages) {
    assert.equal(
      isOutOfMemory(new EngineError("voiceFailed", "ONNX Runtime refused the model", { cause: new Error(message) })),
      true,
      message,
    );
    assert.equal(isOutOfMemory(message), true);
  }
  assert.equal(isOutOfMemory(new EngineError("modelChanged", "the model on disk is not what was installed")), false);
  assert.equal(isOutOfMemory(new Error("no available backend found. ERR: [wasm] TypeError: Failed to fetch")), false);
  assert.equal(isOutOfMemory(new DOMException("The requested file could not be read", "NotReadableError")), false);
});

test("errors of a worker are serialized to a code and a message", () => {
  assert.deepEqual(serializeEngineError(new EngineError("modelChanged", "changed")), { code: "modelChanged", message: "changed" });
  assert.deepEqual(serializeEngineError(new TypeError("odd")), { code: "voiceFailed", message: "TypeError: odd" });
  const outOfMemory = new EngineError("voiceFailed", "refused", { cause: new Error("std::bad_alloc") });
  assert.deepEqual(serializeEngineError(outOfMemory), { code: "outOfMemory", message: "refused" });
});
