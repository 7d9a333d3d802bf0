/** Where the packaged espeak files come from: fetched in the extension, read from disk in tests. Rejects when `path` is not there. */
export interface EspeakAssets {
  read(path: string): Promise<Uint8Array<ArrayBuffer>>;
}

/** The part of espeak-ng-data that is in memory: every language's rules of selection and sound, and the dictionaries added so far. */
export interface EspeakData {
  /** Bytes by path under `espeak-ng-data/`, in the order of the original data set. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Reads the `_dict` files among `paths` that the data set has and memory has not; true when any of `paths` is in memory then. */
  addDictionaries(paths: readonly string[]): Promise<boolean>;
  /** The dictionary that a voice's own language is read with, or undefined when there is no such voice. */
  dictionaryOf(espeakVoice: string): string | undefined;
}

interface BaseHeader {
  files: { path: string; size: number }[];
  dictionaries: string[];
}

/** Reads `base.bin` as `scripts/espeak-data.ts` describes it. Rejects when the file is missing or cut short. */
export async function loadEspeakData(assets: EspeakAssets): Promise<EspeakData> {
  const base = await assets.read("base.bin");
  const headerEnd = 4 + new DataView(base.buffer, base.byteOffset).getUint32(0, true);
  // Written by our own build from the same definition.
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

  function dictionaryOf(espeakVoice: string): string | undefined {
    const path = [...files.keys()].find((file) => file.toLowerCase().endsWith(`/${espeakVoice.toLowerCase()}`));
    const rules = new TextDecoder().decode(path === undefined ? undefined : files.get(path));
    const name = /^dictionary\s+(\S+)/m.exec(rules)?.[1] ?? /^language\s+([^\s-]+)/m.exec(rules)?.[1];
    return name === undefined ? undefined : `${name}_dict`;
  }

  return { files, addDictionaries, dictionaryOf };
}
