import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { build as bundle } from "esbuild";

/** What of a built package makes sound out of text: the engine's workers with everything that is bundled into them, and what they load. */
const soundPaths = ["worker.js", "thread-pool-worker.js", "kernels.wasm", "kernels-shared.wasm", "onnxruntime", "espeak"].map((name) => `engine/${name}`);

/** Sources of what the offscreen document does to text before it is spoken, and to sound before it is kept. */
const soundSources = ["offscreen/text", "offscreen/cache/sixteen-bit.ts", "engine/pcm.ts"];

/**
 * Names what shapes the sound of a text, by its bytes: the same for equal bytes wherever they are, another one when any of them changes.
 * `built` is the folder of a package, in which the workers and what they load must be already; `root` has the sources.
 */
export async function engineVersion(built: string, root: string): Promise<string> {
  const hash = createHash("sha256");
  const add = (name: string, content: Uint8Array): void => void hash.update(`${name}\n${content.length}\n`).update(content);
  for (const name of await filesAt(built, soundPaths)) add(name, await readFile(join(built, name)));
  const sources = (await filesAt(root, soundSources)).filter((name) => name.endsWith(".ts"));
  for (const { name, content } of await bundled(root, sources)) add(name, content);
  return hash.digest("hex").slice(0, 16);
}

/** The files at `paths` below `folder`, and all those in the folders that are there, in the order of their names. */
async function filesAt(folder: string, paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const isFolder = (await stat(join(folder, path))).isDirectory();
    const names = isFolder ? (await readdir(join(folder, path), { recursive: true })).map((name) => join(path, name)) : [path];
    for (const name of names) if ((await stat(join(folder, name))).isFile()) found.push(name);
  }
  return found.sort();
}

/** Each of the sources with all that it imports, and without comments, which nobody hears. */
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
