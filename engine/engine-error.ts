/**
 * What can go wrong in the engine.
 *
 * - `modelChanged`: the model's bytes are not those of the SHA-256 that was given.
 * - `configInvalid`: the voice's `.onnx.json` lacks something, or is no JSON.
 * - `voiceFailed`: the model cannot be loaded or run, or the worker did not start or died.
 * - `outOfMemory`: there was no memory for the voice; with other voices closed it may work.
 * - `assetMissing`: a file that belongs to the engine is not under `assetsUrl`.
 */
export type EngineErrorCode = "modelChanged" | "configInvalid" | "voiceFailed" | "outOfMemory" | "assetMissing";

/** The only error that the engine throws, beside the reason of an `AbortSignal`. Its message is for developers and holds none of the text. */
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

/** An `EngineError` as it crosses from the worker. */
export interface SerializedEngineError {
  code: EngineErrorCode;
  message: string;
}

/** Anything that was thrown in the worker, as it crosses. */
export function serializeEngineError(thrown: unknown): SerializedEngineError {
  const code = thrown instanceof EngineError ? thrown.code : "voiceFailed";
  const message = thrown instanceof EngineError ? thrown.message : String(thrown);
  return { code: isOutOfMemory(thrown) ? "outOfMemory" : code, message };
}

/** What V8, SpiderMonkey, Emscripten, C++ and ONNX Runtime say when memory cannot be had; none of them has an error type of its own. */
const memoryWords =
  /out of memory|could not allocate|failed to allocate|allocation failed|bad_alloc|failed to grow|cannot enlarge memory|maximum memory size exceeded|\bOOM\b/i;

/** True when `thrown`, or what caused it, says that there was no memory. */
export function isOutOfMemory(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return memoryWords.test(String(thrown));
  return memoryWords.test(thrown.message) || (thrown.cause !== undefined && isOutOfMemory(thrown.cause));
}
