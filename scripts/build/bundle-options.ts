import { basename, dirname, extname, join } from "node:path";
import type { BuildOptions } from "esbuild";
import { browserBundle, small } from "../../engine/build/bundle-options.ts";
import type { Bundle } from "./package-contents.ts";
import { root } from "./root.ts";

function optionsOf(
  { entry, outfile, options, needsEngineVersion, isSplit }: Bundle,
  out: string,
  engineVersion: string | undefined,
): BuildOptions {
  const file = join(out, outfile);
  return {
    ...browserBundle,
    absWorkingDir: root,
    ...options,
    entryPoints: [entry],
    ...(isSplit ? splitInto(file) : { outfile: file }),
    ...(needsEngineVersion && { define: { ENGINE_VERSION: JSON.stringify(engineVersion) } }),
  };
}

/** The options with which a module and its parts become files beside `file`. */
function splitInto(file: string): BuildOptions {
  return {
    format: "esm",
    splitting: true,
    outdir: dirname(file),
    entryNames: basename(file, extname(file)),
    chunkNames: "parts/[name]-[hash]",
  };
}

/** esbuild's options for a release: small scripts. `out` is the folder of the package. */
export function releaseOptions(bundle: Bundle, out: string, engineVersion?: string): BuildOptions {
  return { ...optionsOf(bundle, out, engineVersion), ...small };
}

/** esbuild's options for development: readable scripts with a source map and a list of their sources. Errors are thrown and not printed. */
export function developmentOptions(bundle: Bundle, out: string, engineVersion?: string) {
  return {
    ...optionsOf(bundle, out, engineVersion),
    sourcemap: "inline",
    metafile: true,
    logLevel: "silent",
  } as const satisfies BuildOptions;
}
