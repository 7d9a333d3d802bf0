/**
 * The kinds of errors of the engine.
 *
 * - `modelChanged`: the model does not have the given SHA-256.
 * - `configInvalid`: the voice's `.onnx.json` is incomplete, or is not JSON.
 * - `voiceFailed`: the model cannot be loaded or run, or the worker did not start or died.
 * - `outOfMemory`: there was not enough memory for the voice. It may work after other voices are closed.
 * - `assetMissing`: one of the engine's files is not under `assetsUrl`.
 */
export type EngineErrorCode = "modelChanged" | "configInvalid" | "voiceFailed" | "outOfMemory" | "assetMissing";

/** The only error that the engine throws, except for the reason of an `AbortSignal`. Its message is for developers and does not contain the spoken text. */
export class EngineError extends Error {
  override readonly name = "EngineError";
  constructor(
    readonly code: EngineErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** An `EngineError` in a message from the worker. */
export interface SerializedEngineError {
  code: EngineErrorCode;
  message: string;
}

/** Serializes anything that was thrown in the worker. What is not an `EngineError` becomes `voiceFailed`. */
export function serializeEngineError(thrown: unknown): SerializedEngineError {
  const code = thrown instanceof EngineError ? thrown.code : "voiceFailed";
  const message = thrown instanceof EngineError ? thrown.message : String(thrown);
  return { code: isOutOfMemory(thrown) ? "outOfMemory" : code, message };
}

/** What V8, SpiderMonkey, Emscripten, C++ and ONNX Runtime write into their messages when there is not enough memory. None of them has an error type for it. */
const outOfMemoryMessage =
  /out of memory|could not allocate|failed to allocate|allocation failed|bad_alloc|failed to grow|cannot enlarge memory|maximum memory size exceeded|\bOOM\b/i;

/** True if `thrown` or its cause says that there was not enough memory. */
export function isOutOfMemory(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return outOfMemoryMessage.test(String(thrown));
  return outOfMemoryMessage.test(thrown.message) || (thrown.cause !== undefined && isOutOfMemory(thrown.cause));
}
