import { rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build as bundle } from "esbuild";
import { compileAllKernels, writeKernels, type KernelFiles } from "../engine/build/engine-files.ts";
import { releaseOptions } from "./build/bundle-options.ts";
import { bundlesOf, copies, families, type Family } from "./build/package-contents.ts";
import { root } from "./build/root.ts";
import { writeCopy, writeData, writeManifest } from "./build/write-parts.ts";
import { engineVersion } from "./build/engine-version.ts";

/** Builds `dist/chromium` and `dist/firefox` from scratch. */
export async function build(): Promise<void> {
  const kernels = await compileAllKernels();
  await Promise.all(families.map((family) => buildFamily(family, kernels)));
}

async function buildFamily(family: Family, kernels: KernelFiles): Promise<void> {
  const out = join(root, "dist", family);
  const bundles = bundlesOf(family);
  await rm(out, { recursive: true, force: true });
  await Promise.all([
    writeKernels(kernels, join(out, "engine")),
    writeManifest(family, out),
    writeData(out),
    ...copies.map((copy) => writeCopy(copy, out)),
    ...bundles.filter((each) => !each.needsEngineVersion).map((each) => bundle(releaseOptions(each, out))),
  ]);
  const version = await engineVersion(out, root);
  await Promise.all(bundles.filter((each) => each.needsEngineVersion).map((each) => bundle(releaseOptions(each, out, version))));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await build();
