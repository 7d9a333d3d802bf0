import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What tests and bench change in a built manifest. */
export interface Manifest {
  permissions: string[];
  commands: Record<string, { suggested_key?: object }>;
  cross_origin_embedder_policy?: object;
  cross_origin_opener_policy?: object;
}

/** Rewrites the manifest of an unpacked extension, before a browser loads it. */
export async function changeManifest(extensionDir: string, change: (manifest: Manifest) => void): Promise<void> {
  const path = join(extensionDir, "manifest.json");
  // Our own manifest, as the build writes it.
  const manifest = JSON.parse(await readFile(path, "utf8")) as Manifest;
  change(manifest);
  await writeFile(path, JSON.stringify(manifest));
}
