/** More threads than this did not make a sentence faster. */
const maxThreads = 4;

/** The number of threads that a Piper voice computes with. */
export function threadCount(): number {
  return crossOriginIsolated ? Math.min(navigator.hardwareConcurrency, maxThreads) : 1;
}
