import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import type { EspeakAssets } from "../../phonemes/espeak/espeak-data.ts";
import { writeEspeakData } from "../../build/write-espeak-data.ts";

/** The files that the build writes, in a folder that is removed after the test file. `paths` lists the files that were read. */
export async function builtEspeakAssets(): Promise<EspeakAssets & { paths: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), "espeak-"));
  after(() => rm(folder, { recursive: true }));
  await writeEspeakData(folder);
  const paths: string[] = [];
  return {
    paths,
    async read(path) {
      paths.push(path);
      return new Uint8Array(await readFile(join(folder, path)));
    },
  };
}
