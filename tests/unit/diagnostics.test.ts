import assert from "node:assert/strict";
import { test } from "node:test";
import { listTroubles, log, setLogging } from "../../src/shared/diagnostic-log.ts";
import { isOutOfMemory } from "../../offscreen/synthesis/out-of-memory.ts";
import { SpokenError } from "../../src/shared/errors.ts";

test("the console is silent until it is switched on; troubles are counted all the same", (t) => {
  const info = t.mock.method(console, "info", () => undefined);
  log({ event: "trouble", where: "clips", code: "QuotaExceededError" });
  log({ event: "trouble", where: "clips", code: "QuotaExceededError" });
  assert.equal(info.mock.callCount(), 0);
  setLogging(true);
  log({ event: "session reused", voice: "en_US-alpha-medium" });
  assert.deepEqual(info.mock.calls[0]?.arguments, ["[read aloud] session reused", { event: "session reused", voice: "en_US-alpha-medium" }]);
  setLogging(false);
  assert.deepEqual(listTroubles().map(({ where, code, count }) => ({ where, code, count })), [{ where: "clips", code: "QuotaExceededError", count: 2 }]);
});

test("lack of memory is told from damage, also where it is only the cause", () => {
  for (const said of ["RangeError: WebAssembly.Memory(): could not allocate memory", "Error: std::bad_alloc", "RuntimeError: Aborted(OOM)", "RangeError: Array buffer allocation failed"]) {
    assert.equal(isOutOfMemory(new SpokenError("voiceDamaged", "ONNX Runtime refused the model", { cause: new Error(said) })), true, said);
    assert.equal(isOutOfMemory(said), true);
  }
  assert.equal(isOutOfMemory(new SpokenError("voiceDamaged", "the model on disk is not what was installed")), false);
});
