import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type manifestOfSource from "../../manifest.json";
import { makeCatalogue } from "./catalogue.ts";
import { writeEngineData } from "../../engine/build/engine-files.ts";
import { firefoxManifest } from "./firefox-manifest.ts";
import type { Copy, Family } from "./package-contents.ts";
import { root } from "./root.ts";

/** Writes the family's manifest into the package `out`, from the current `manifest.json`. */
export async function writeManifest(family: Family, out: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(root, "manifest.json"), "utf8")) as typeof manifestOfSource;
  await writeJson(join(out, "manifest.json"), family === "firefox" ? firefoxManifest(manifest) : manifest);
}

/** Copies a file or folder into the package `out`. */
export async function writeCopy({ from, to }: Copy, out: string): Promise<void> {
  await cp(join(root, from), join(out, to), { recursive: true });
}

/**
 * Writes what is made only from npm packages into the package `out`: the list of voices, and the files that the engine loads from packages.
 */
export async function writeData(out: string): Promise<void> {
  await Promise.all([
    makeCatalogue().then((catalogue) => writeJson(join(out, "offscreen/catalogue.json"), catalogue)),
    writeEngineData(join(out, "engine")),
  ]);
}

function writeJson(path: string, value: unknown): Promise<void> {
  return write(path, `${JSON.stringify(value)}\n`);
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
