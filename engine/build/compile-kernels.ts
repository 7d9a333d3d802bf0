import { once } from "node:events";
import { resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { maxPages } from "../kernels/kernel-memory.ts";

const entry = resolve(import.meta.dirname, "../kernels/wasm/index.ts");

const options = ["-O3", "--noAssert", "--runtime", "stub", "--importMemory", "--enable", "simd", "--outFile", "kernels.wasm"];
const sharedOptions = ["--enable", "threads", "--sharedMemory", "--maximumMemory", String(maxPages)];

/** One thread for each kind of memory, so that both can be compiled at the same time. The threads stay: a compiler's second run is three times as fast. */
const threads = new Map<boolean, Worker>();

/** Compiles the kernels to WebAssembly for a shared or an unshared memory; rejects with the compiler's messages. */
export async function compileKernels(shared: boolean): Promise<Uint8Array<ArrayBuffer>> {
  const thread = threads.get(shared) ?? startThread(shared);
  thread.ref();
  thread.postMessage([entry, "--baseDir", resolve(entry, "/"), ...options, ...(shared ? sharedOptions : [])]);
  // The messages that kernel-compiler.mjs sends.
  const [answer] = (await once(thread, "message")) as [{ wasm: Uint8Array<ArrayBuffer> } | { fault: string }];
  // An idle thread must not keep the process alive.
  thread.unref();
  if ("fault" in answer) throw new Error(`The kernels could not be compiled: ${answer.fault}`);
  return answer.wasm;
}

function startThread(shared: boolean): Worker {
  const thread = new Worker(new URL("kernel-compiler.mjs", import.meta.url), { execArgv: [] });
  thread.once("error", () => threads.delete(shared));
  threads.set(shared, thread);
  return thread;
}
