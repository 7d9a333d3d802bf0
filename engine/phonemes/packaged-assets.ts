import { EngineError } from "../engine-error.ts";
import type { EspeakAssets } from "./espeak/espeak-data.ts";

/** Reads eSpeak NG's files from `url`, the folder in which the build writes them. Reading rejects with `assetMissing`. */
export function packagedAssets(url: string): EspeakAssets {
  return {
    async read(path) {
      const response = await fetch(url + path);
      if (!response.ok) throw new EngineError("assetMissing", `the file ${path} is missing`);
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}
