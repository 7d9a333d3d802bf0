import { cp, mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { build as bundle, type BuildOptions } from "esbuild";
import { browserBundle, small } from "./bundle-options.ts";
import { compileKernels } from "./compile-kernels.ts";
import { writeEspeakData } from "./write-espeak-data.ts";

/** The engine's source folder. */
export const engineFolder = resolve(import.meta.dirname, "..");

/** A script that the engine loads at run time. `entry` is relative to `engineFolder`, `outfile` to the folder of the built files. */
interface EngineScript {
  entry: string;
  outfile: string;
  options?: BuildOptions;
}

/** The scripts that the engine loads at run time. */
export const engineScripts: readonly EngineScript[] = [
  { entry: "kernels/thread-pool-worker.ts", outfile: "thread-pool-worker.js" },
  {
    entry: "worker.ts",
    outfile: "worker.js",
    // eSpeak NG's loader imports these modules of Node only when it runs in Node.
    options: { format: "esm", external: ["module", "fs", "path", "url"] },
  },
];

/**
 * Writes all files that the engine loads at run time into `out`: `worker.js`, `thread-pool-worker.js`, `kernels.wasm`, `kernels-shared.wasm`,
 * `onnxruntime/` and `espeak/`. Serve this folder, and give its URL as `assetsUrl`.
 */
export async function writeEngineFiles(out: string): Promise<void> {
  await Promise.all([
    ...engineScripts.map(({ entry, outfile, options }) =>
      bundle({ ...browserBundle, ...small, ...options, entryPoints: [join(engineFolder, entry)], outfile: join(out, outfile) }),
    ),
    compileAllKernels().then((kernels) => writeKernels(kernels, out)),
    writeEngineData(out),
  ]);
}

/** The compiled kernels, by file name. */
export type KernelFiles = Readonly<Record<string, Uint8Array>>;

/** Compiles the kernels for an unshared and for a shared memory. */
export async function compileAllKernels(): Promise<KernelFiles> {
  const [single, shared] = await Promise.all([compileKernels(false), compileKernels(true)]);
  return { "kernels.wasm": single, "kernels-shared.wasm": shared };
}

/** Writes the compiled kernels into `out`. */
export async function writeKernels(kernels: KernelFiles, out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  await Promise.all(Object.entries(kernels).map(([name, wasm]) => writeFile(join(out, name), wasm)));
}

/** Writes the files that come from packages into `out`: ONNX Runtime's wasm and loader, and eSpeak NG's data. */
export async function writeEngineData(out: string): Promise<void> {
  const runtime = dirname(createRequire(import.meta.url).resolve("onnxruntime-web"));
  await Promise.all([
    ...["mjs", "wasm"].map((ending) =>
      cp(join(runtime, `ort-wasm-simd-threaded.${ending}`), join(out, `onnxruntime/ort-wasm-simd-threaded.${ending}`)),
    ),
    writeEspeakData(join(out, "espeak")),
  ]);
}
