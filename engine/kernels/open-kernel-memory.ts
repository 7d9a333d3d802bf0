import { EngineError } from "../engine-error.ts";
import { createKernelMemory, maxPages, type KernelMemory } from "./kernel-memory.ts";
import { parallelKernels } from "./parallel-kernels.ts";
import { createThreadPool, jobSlotFloats } from "./thread-pool.ts";
import type { ThreadPoolRequest } from "./thread-pool-worker.ts";

/**
 * Opens a kernel memory with the compiled kernels under `assetsUrl`. More than one thread works only in a cross-origin isolated worker.
 * Rejects with `assetMissing`.
 */
export async function openKernelMemory(assetsUrl: string, threads: number): Promise<KernelMemory> {
  const shared = threads > 1 ? sharedMemory() : undefined;
  if (!shared) return createKernelMemory(await load(`${assetsUrl}kernels.wasm`), new WebAssembly.Memory({ initial: 1 }));
  const module = await load(`${assetsUrl}kernels-shared.wasm`);
  const memory = createKernelMemory(module, shared);
  const slots = memory.reserve(jobSlotFloats);
  for (let thread = 1; thread < threads; thread++) {
    const worker = new Worker(`${assetsUrl}thread-pool-worker.js`, { type: "module" });
    worker.postMessage({ module, memory: shared, slots } satisfies ThreadPoolRequest);
  }
  return { ...memory, kernels: parallelKernels(memory.kernels, createThreadPool(shared, slots, memory.kernels)) };
}

/** Undefined if the browser cannot reserve that much address space. Then one thread does the work. */
function sharedMemory(): WebAssembly.Memory | undefined {
  try {
    return new WebAssembly.Memory({ initial: 1, maximum: maxPages, shared: true });
  } catch {
    return undefined;
  }
}

async function load(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new EngineError("assetMissing", `the file ${url} is missing`);
  return WebAssembly.compile(await response.arrayBuffer());
}
