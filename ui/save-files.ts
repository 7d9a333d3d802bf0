import type { SavedFile } from "../src/shared/protocol.ts";
import { make } from "./dom.ts";

/** Saves files to the browser's download folder. */
export function saveFiles(files: readonly SavedFile[]): void {
  for (const { fileName, url } of files) make("a", { href: url, download: fileName }).click();
}
