import { SpokenError } from "../../../src/shared/errors.ts";
import type { EspeakAssets } from "./espeak-data.ts";

/** eSpeak NG's files as they are packaged under `url`, a folder of the extension. */
export function packagedEspeakAssets(url: string): EspeakAssets {
  return {
    async read(path) {
      const response = await fetch(url + path);
      if (!response.ok) throw new SpokenError("unexpected", `the packaged file ${path} is missing`);
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}
