import { join } from "node:path";
import type { BuildOptions } from "esbuild";
import { browserBundle, small } from "../../engine/build/bundle-options.ts";
import type { Bundle } from "./package-contents.ts";
import { root } from "./root.ts";

function optionsOf({ entry, outfile, options, needsEngineVersion }: Bundle, out: string, engineVersion: string | undefined): BuildOptions {
  return {
    ...browserBundle,
    absWorkingDir: root,
    ...options,
    entryPoints: [entry],
    outfile: join(out, outfile),
    ...(needsEngineVersion && { define: { ENGINE_VERSION: JSON.stringify(engineVersion) } }),
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
