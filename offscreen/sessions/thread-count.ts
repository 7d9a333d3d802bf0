/** Threads beyond this number did not make one sentence faster. */
const mostThreads = 4;

/** How many threads a Piper voice computes with. */
export function threadCount(): number {
  return crossOriginIsolated ? Math.min(navigator.hardwareConcurrency, mostThreads) : 1;
}
