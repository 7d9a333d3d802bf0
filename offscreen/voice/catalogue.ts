import type { Voice } from "../../src/shared/protocol.ts";

/** A file on the model host. `path` is relative to the host's root. */
export interface CatalogueFile {
  path: string;
  sizeBytes: number;
  md5: string;
}

/** A Piper voice that can be installed. */
export interface CatalogueVoice extends Pick<Voice, "voiceId" | "name" | "language" | "quality" | "speakers"> {
  model: CatalogueFile;
  config: CatalogueFile;
}

/** The packaged list of Piper voices, and the hosts that serve their files, in the order in which they are tried. */
export interface Catalogue {
  hosts: string[];
  voices: CatalogueVoice[];
}

/** Reads the list that the build created. `assetsUrl` is the extension's root. */
export async function loadCatalogue(assetsUrl: string): Promise<Catalogue> {
  const response = await fetch(`${assetsUrl}offscreen/catalogue.json`);
  // Our own build wrote it, from the type above.
  return (await response.json()) as Catalogue;
}
