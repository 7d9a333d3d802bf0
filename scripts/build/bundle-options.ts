import { join } from "node:path";
import type { BuildOptions } from "esbuild";
import type { Bundle } from "./package-contents.ts";
import { root } from "./root.ts";

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: "browser",
  format: "iife",
  target: "es2023",
  charset: "utf8",
  legalComments: "none",
  // ONNX Runtime's wasm and its loader are packaged as files of their own.
  conditions: ["onnxruntime-web-use-extern-wasm"],
};

function optionsOf({ entry, outfile, options, isToldEngineVersion }: Bundle, out: string, engineVersion: string | undefined): BuildOptions {
  return {
    ...common,
    ...options,
    entryPoints: [entry],
    outfile: join(out, outfile),
    ...(isToldEngineVersion && { define: { ENGINE_VERSION: JSON.stringify(engineVersion) } }),
  };
}

/** How esbuild makes a script for people: small. `out` is the folder of the package. */
export function releaseOptions(bundle: Bundle, out: string, engineVersion?: string): BuildOptions {
  return { ...optionsOf(bundle, out, engineVersion), minifySyntax: true, minifyWhitespace: true, logLevel: "warning" };
}

/** How esbuild makes a script for developers: readable, with a source map and a list of its sources; it throws its messages and prints none. */
export function developmentOptions(bundle: Bundle, out: string, engineVersion?: string) {
  return {
    ...optionsOf(bundle, out, engineVersion),
    sourcemap: "inline",
    metafile: true,
    logLevel: "silent",
  } as const satisfies BuildOptions;
}
