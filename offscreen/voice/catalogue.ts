import type { Voice } from "../../src/shared/protocol.ts";

/** A file on the model host: `path` below the host's root. */
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

/** The packaged list of Piper voices, and the hosts that serve their files, tried in order. */
export interface Catalogue {
  hosts: string[];
  voices: CatalogueVoice[];
}

/** Reads the list that the build made; `assetsUrl` is the extension's root. */
export async function loadCatalogue(assetsUrl: string): Promise<Catalogue> {
  const response = await fetch(`${assetsUrl}offscreen/catalogue.json`);
  // Made by our own build, from the type above.
  return (await response.json()) as Catalogue;
}
