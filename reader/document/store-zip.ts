import { zipSync } from "fflate";
import type { Zip } from "./read-zip.ts";

/** An archive with those files of another one whose paths match, none of them packed. Rejects like `Zip.read`. */
export async function storeZip(zip: Zip, wanted: RegExp): Promise<ArrayBuffer> {
  const files: Record<string, Uint8Array> = {};
  for (const path of zip.paths()) if (wanted.test(path)) files[path] = (await zip.read(path)) ?? new Uint8Array();
  return zipSync(files, { level: 0 }).buffer;
}
