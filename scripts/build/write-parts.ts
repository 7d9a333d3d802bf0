import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type manifestOfSource from "../../manifest.json";
import { makeCatalogue } from "../catalogue.ts";
import { writeEspeakData } from "../espeak-data.ts";
import { firefoxManifest } from "../firefox-manifest.ts";
import { compileKernels } from "../kernels.ts";
import type { Copy, Family } from "./package-contents.ts";
import { root } from "./root.ts";

/** The compiled kernels by the paths that they have in a package. */
export type Kernels = Readonly<Record<string, Uint8Array>>;

/** Compiles the kernels, for memory that threads share and for memory that they do not. */
export async function compileAllKernels(): Promise<Kernels> {
  const [single, shared] = await Promise.all([compileKernels(false), compileKernels(true)]);
  return { "offscreen/kernels.wasm": single, "offscreen/kernels-shared.wasm": shared };
}

/** Writes the compiled kernels into the package `out`. */
export async function writeKernels(kernels: Kernels, out: string): Promise<void> {
  await Promise.all(Object.entries(kernels).map(([path, wasm]) => write(join(out, path), wasm)));
}

/** Writes the family's manifest into the package `out`, from what `manifest.json` says now. */
export async function writeManifest(family: Family, out: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(root, "manifest.json"), "utf8")) as typeof manifestOfSource;
  await writeJson(join(out, "manifest.json"), family === "firefox" ? firefoxManifest(manifest) : manifest);
}

/** Copies a file or folder into the package `out`. */
export async function writeCopy({ from, to }: Copy, out: string): Promise<void> {
  await cp(join(root, from), join(out, to), { recursive: true });
}

/** Writes what is made from npm packages alone into the package `out`: the list of voices and eSpeak NG's data. */
export async function writeData(out: string): Promise<void> {
  await Promise.all([
    makeCatalogue().then((catalogue) => writeJson(join(out, "offscreen/catalogue.json"), catalogue)),
    writeEspeakData(join(out, "espeak")),
  ]);
}

function writeJson(path: string, value: unknown): Promise<void> {
  return write(path, `${JSON.stringify(value)}\n`);
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
