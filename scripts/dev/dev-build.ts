import { rm } from "node:fs/promises";
import { join } from "node:path";
import { context, type BuildContext } from "esbuild";
import { compileAllKernels, writeKernels } from "../../engine/build/engine-files.ts";
import { developmentOptions } from "../build/bundle-options.ts";
import { bundlesOf, copies, kernelSources, type Bundle, type Family } from "../build/package-contents.ts";
import { root } from "../build/root.ts";
import { writeCopy, writeData, writeManifest } from "../build/write-parts.ts";
import { engineVersion } from "../build/engine-version.ts";

/** A package that is rebuilt when its sources change. */
export interface DevBuild {
  /** Builds everything from scratch. */
  buildAll(): Promise<void>;
  /**
   * Builds the parts that contain these files (relative to the repository), and those that failed before. Resolves to the files that the
   * package contains. Throws the errors in the sources.
   */
  rebuild(changed: ReadonlySet<string>): Promise<readonly string[]>;
  dispose(): Promise<void>;
}

/** A part of the package that is built separately. */
interface Part {
  isMadeFrom(path: string): boolean;
  build(): Promise<void>;
}

type DevContext = BuildContext<ReturnType<typeof developmentOptions>>;

/** Creates a package of `family` in the folder `out`, with readable scripts and source maps. */
export function createDevBuild(family: Family, out: string): DevBuild {
  const contexts = new Map<Bundle, { context: DevContext; version: string | undefined; sources: ReadonlySet<string> }>();
  /** The parts whose last build failed. */
  const failed = new Set<Part>();

  /** esbuild's context has fixed definitions, so a new engine version needs a new context. */
  async function contextOf(bundle: Bundle, version: string | undefined) {
    const known = contexts.get(bundle);
    if (known?.version === version && known) return known;
    await known?.context.dispose();
    const made = { context: await context(developmentOptions(bundle, out, version)), version, sources: new Set<string>() };
    contexts.set(bundle, made);
    return made;
  }

  const bundlePart = (bundle: Bundle, readVersion?: () => Promise<string>): Part => ({
    isMadeFrom: (path) => contexts.get(bundle)?.sources.has(path) ?? true,
    async build() {
      const own = await contextOf(bundle, await readVersion?.());
      const { metafile } = await own.context.rebuild();
      own.sources = new Set(Object.keys(metafile.inputs));
    },
  });

  const bundles = bundlesOf(family);
  const parts: readonly Part[] = [
    {
      isMadeFrom: (path) => isWithin(kernelSources, path),
      build: async () => writeKernels(await compileAllKernels(), join(out, "engine")),
    },
    { isMadeFrom: (path) => path === "manifest.json", build: () => writeManifest(family, out) },
    ...copies.map((copy) => ({ isMadeFrom: (path: string) => isWithin(copy.from, path), build: () => writeCopy(copy, out) })),
    ...bundles.filter((bundle) => !bundle.needsEngineVersion).map((bundle) => bundlePart(bundle)),
  ];
  const lastParts = bundles
    .filter((bundle) => bundle.needsEngineVersion)
    .map((bundle) => bundlePart(bundle, () => engineVersion(out, root)));

  async function buildParts(parts: readonly Part[]): Promise<void> {
    const results = await Promise.allSettled(parts.map((part) => part.build()));
    const faults = results.flatMap((result, at) => {
      const part = parts[at];
      if (part) failed[result.status === "rejected" ? "add" : "delete"](part);
      return result.status === "rejected" ? [result.reason as unknown] : [];
    });
    if (faults.length > 0) throw faults.length === 1 ? faults[0] : new AggregateError(faults, [...new Set(faults.map(String))].join("\n"));
  }

  return {
    async buildAll() {
      await rm(out, { recursive: true, force: true });
      await Promise.all([buildParts(parts), writeData(out)]);
      await buildParts(lastParts);
    },
    async rebuild(changed) {
      const paths = [...changed];
      const relevant = paths.filter((path) => [...parts, ...lastParts].some((part) => part.isMadeFrom(path)));
      if (relevant.length === 0 && failed.size === 0) return [];
      await buildParts(parts.filter((part) => failed.has(part) || paths.some((path) => part.isMadeFrom(path))));
      await buildParts(lastParts);
      return relevant.length > 0 ? relevant : paths;
    },
    async dispose() {
      await Promise.all([...contexts.values()].map((each) => each.context.dispose()));
    },
  };
}

/** True if `path` is `place` or lies in it. */
function isWithin(place: string, path: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}
