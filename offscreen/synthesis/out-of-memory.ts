/** What V8, SpiderMonkey, Emscripten, C++ and ONNX Runtime say when memory cannot be had; none of them has an error type of its own. */
const complaints =
  /out of memory|could not allocate|failed to allocate|allocation failed|bad_alloc|failed to grow|cannot enlarge memory|maximum memory size exceeded|\bOOM\b/i;

/** True if `thrown`, or what caused it, says that there was not enough memory. */
export function isOutOfMemory(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return complaints.test(String(thrown));
  return complaints.test(thrown.message) || (thrown.cause !== undefined && isOutOfMemory(thrown.cause));
}
