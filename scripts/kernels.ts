import { resolve } from "node:path";
import asc from "assemblyscript/asc";

const entry = resolve(import.meta.dirname, "../offscreen/synthesis/kernels/index.ts");

/** Compiles the kernels to WebAssembly; throws with the compiler's messages. */
export async function compileKernels(): Promise<Uint8Array<ArrayBuffer>> {
  let compiled: Uint8Array<ArrayBuffer> | undefined;
  const options = ["-O3", "--noAssert", "--runtime", "stub", "--importMemory", "--enable", "simd", "--outFile", "kernels.wasm"];
  const { error, stderr } = await asc.main([entry, "--baseDir", resolve(entry, "/"), ...options], {
    writeFile(name, contents) {
      if (name === "kernels.wasm" && typeof contents !== "string") compiled = Uint8Array.from(contents);
    },
  });
  if (error || !compiled) throw new Error(`The kernels could not be compiled: ${stderr.toString() || String(error)}`);
  return compiled;
}
