/** @file `npm run build`: writes what is published into `dist/`. */
import { spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { build as bundle } from "esbuild";
import { browserBundle } from "./bundle-options.ts";
import { engineFolder, writeEngineFiles } from "./engine-files.ts";

/** Writes the entry as JavaScript with its types (`index.js`, `types/`) and all that it loads at run time (`assets/`) into `out`, which is emptied before. */
export async function buildPackage(out: string): Promise<void> {
  await rm(out, { recursive: true, force: true });
  await Promise.all([writeEntry(out), writeEngineFiles(join(out, "assets"))]);
}

/** Writes the entry alone; rejects with the compiler's messages. */
export async function writeEntry(out: string): Promise<void> {
  const entryPoints = [join(engineFolder, "index.ts")];
  await Promise.all([
    bundle({ ...browserBundle, format: "esm", entryPoints, outfile: join(out, "index.js") }),
    writeTypes(join(out, "types")),
  ]);
}

async function writeTypes(out: string): Promise<void> {
  const compiler = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
  const child = spawn(process.execPath, [compiler, "-p", join(import.meta.dirname, "tsconfig.entry.json"), "--outDir", out], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((done, fail) => child.on("error", fail).on("close", done));
  const [code, messages] = await Promise.all([ended, text(child.stdout)]);
  if (code !== 0) throw new Error(messages);
}

const isMain = process.argv[1] !== undefined && resolve(process.argv[1]) === resolve(import.meta.filename);
if (isMain) await buildPackage(join(engineFolder, "dist"));
