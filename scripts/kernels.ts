import { resolve } from "node:path";
import asc from "assemblyscript/asc";
import { MOST_PAGES } from "../offscreen/synthesis/worker/streaming/kernels.ts";

const entry = resolve(import.meta.dirname, "../offscreen/synthesis/kernels/index.ts");

const sharing = ["--enable", "threads", "--sharedMemory", "--maximumMemory", String(MOST_PAGES)];

/** Compiles the kernels to WebAssembly, for a memory that threads share or one that they do not; throws with the compiler's messages. */
export async function compileKernels(shared: boolean): Promise<Uint8Array<ArrayBuffer>> {
  let compiled: Uint8Array<ArrayBuffer> | undefined;
  const options = ["-O3", "--noAssert", "--runtime", "stub", "--importMemory", "--enable", "simd", ...(shared ? sharing : []), "--outFile", "kernels.wasm"];
  const { error, stderr } = await asc.main([entry, "--baseDir", resolve(entry, "/"), ...options], {
    writeFile(name, contents) {
      if (name === "kernels.wasm" && typeof contents !== "string") compiled = Uint8Array.from(contents);
    },
  });
  if (error || !compiled) throw new Error(`The kernels could not be compiled: ${stderr.toString() || String(error)}`);
  return compiled;
}
