/** The source of eSpeak NG's files: fetched in a browser, read from disk in tests. */
export interface EspeakAssets {
  /** Rejects if `path` does not exist. */
  read(path: string): Promise<Uint8Array<ArrayBuffer>>;
}

/** The part of espeak-ng-data that is in memory: the base data of all languages, and the dictionaries added so far. */
export interface EspeakData {
  /** The files by path under `espeak-ng-data/`, in the order of the original data. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Loads the `_dict` files among `paths` that exist and are not in memory yet. Resolves to true if any of `paths` is in memory afterwards. */
  addDictionaries(paths: readonly string[]): Promise<boolean>;
  /** The file of a voice's own dictionary; undefined if there is no such voice. */
  dictionaryOf(espeakVoice: string): string | undefined;
  /** The name of a voice's table of phonemes; undefined if there is no such voice. */
  phonemesOf(espeakVoice: string): string | undefined;
}

interface BaseHeader {
  files: { path: string; size: number }[];
  dictionaries: string[];
}

/** Reads `base.bin`, which `build/write-espeak-data.ts` describes. Rejects if the file is missing or incomplete. */
export async function loadEspeakData(assets: EspeakAssets): Promise<EspeakData> {
  const base = await assets.read("base.bin");
  const headerEnd = 4 + new DataView(base.buffer, base.byteOffset).getUint32(0, true);
  // The build writes this type.
  const header = JSON.parse(new TextDecoder().decode(base.subarray(4, headerEnd))) as BaseHeader;
  const files = new Map<string, Uint8Array>();
  let position = headerEnd;
  for (const { path, size } of header.files) {
    files.set(path, base.subarray(position, position + size));
    position += size;
  }
  if (position !== base.length) throw new Error("espeak's base.bin is damaged");
  const known = new Set(header.dictionaries.map((name) => `${name}_dict`));

  async function addDictionaries(paths: readonly string[]): Promise<boolean> {
    const missing = paths.filter((path) => known.has(path) && !files.has(path));
    const read = await Promise.all(missing.map(async (path) => [path, await assets.read(`dictionaries/${path}`)] as const));
    for (const [path, bytes] of read) files.set(path, bytes);
    return paths.some((path) => files.has(path));
  }

  /** The file of a voice, which says how it speaks. */
  function voiceFile(espeakVoice: string): string {
    const path = [...files.keys()].find((file) => file.toLowerCase().endsWith(`/${espeakVoice.toLowerCase()}`));
    return new TextDecoder().decode(path === undefined ? undefined : files.get(path));
  }

  function dictionaryOf(espeakVoice: string): string | undefined {
    const rules = voiceFile(espeakVoice);
    const name = /^dictionary\s+(\S+)/m.exec(rules)?.[1] ?? /^language\s+([^\s-]+)/m.exec(rules)?.[1];
    return name === undefined ? undefined : `${name}_dict`;
  }

  function phonemesOf(espeakVoice: string): string | undefined {
    const rules = voiceFile(espeakVoice);
    // A variant without phonemes of its own has those of its language: "fr-be" those of "fr".
    return /^phonemes\s+(\S+)/m.exec(rules)?.[1] ?? /^language\s+([^\s-]+)/m.exec(rules)?.[1];
  }

  return { files, addDictionaries, dictionaryOf, phonemesOf };
}
