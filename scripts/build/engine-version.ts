import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { build as bundle } from "esbuild";

/**
 * The parts of a built package that turn text into sound: the engine's workers with everything bundled into them, and the files that they
 * load.
 */
const soundPaths = ["worker.js", "thread-pool-worker.js", "kernels.wasm", "kernels-shared.wasm", "onnxruntime", "espeak"].map(
  (name) => `engine/${name}`,
);

/** Sources that change text before it is spoken, or sound before it is stored. */
const soundSources = ["offscreen/text", "offscreen/cache/sixteen-bit.ts", "engine/pcm.ts"];

/**
 * A version for everything that shapes the sound of a text, computed from its bytes: equal bytes have equal versions wherever they are, and
 * any change gives another version. `built` is the folder of a package that already has the workers and what they load; `root` has the
 * sources.
 */
export async function engineVersion(built: string, root: string): Promise<string> {
  const hash = createHash("sha256");
  const add = (name: string, content: Uint8Array): void => void hash.update(`${name}\n${content.length}\n`).update(content);
  for (const name of await filesAt(built, soundPaths)) add(name, await readFile(join(built, name)));
  const sources = (await filesAt(root, soundSources)).filter((name) => name.endsWith(".ts"));
  for (const { name, content } of await bundled(root, sources)) add(name, content);
  return hash.digest("hex").slice(0, 16);
}

/** The files at `paths` in `folder`, and all files in the folders among them, sorted by name. */
async function filesAt(folder: string, paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const isFolder = (await stat(join(folder, path))).isDirectory();
    const names = isFolder ? (await readdir(join(folder, path), { recursive: true })).map((name) => join(path, name)) : [path];
    for (const name of names) if ((await stat(join(folder, name))).isFile()) found.push(name);
  }
  return found.sort();
}

/** Bundles each source with everything that it imports, without comments, which do not affect the sound. */
async function bundled(root: string, sources: readonly string[]): Promise<{ name: string; content: Uint8Array }[]> {
  const { outputFiles } = await bundle({
    entryPoints: sources.map((name) => join(root, name)),
    outdir: join(root, "dist"),
    outbase: root,
    write: false,
    bundle: true,
    format: "esm",
    target: "es2023",
    charset: "utf8",
    legalComments: "none",
    minifyWhitespace: true,
  });
  const outputs = outputFiles.map(({ path, contents }) => ({ name: relative(root, path), content: contents }));
  return outputs.sort((a, b) => (a.name < b.name ? -1 : 1));
}
