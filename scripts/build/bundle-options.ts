import { join } from "node:path";
import type { BuildOptions } from "esbuild";
import { browserBundle, small } from "../../engine/build/bundle-options.ts";
import type { Bundle } from "./package-contents.ts";
import { root } from "./root.ts";

function optionsOf({ entry, outfile, options, isToldEngineVersion }: Bundle, out: string, engineVersion: string | undefined): BuildOptions {
  return {
    ...browserBundle,
    absWorkingDir: root,
    ...options,
    entryPoints: [entry],
    outfile: join(out, outfile),
    ...(isToldEngineVersion && { define: { ENGINE_VERSION: JSON.stringify(engineVersion) } }),
  };
}

/** How esbuild makes a script for people: small. `out` is the folder of the package. */
export function releaseOptions(bundle: Bundle, out: string, engineVersion?: string): BuildOptions {
  return { ...optionsOf(bundle, out, engineVersion), ...small };
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
