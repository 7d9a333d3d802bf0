const rootFolder = "/espeak-ng-data";

/** A file's bytes, or the names in a folder. */
export type Entry = Uint8Array | readonly string[];

/** An open file or folder. */
export interface OpenFile {
  readonly path: string;
  readonly entry: Entry;
  position: number;
}

/** A read-only file system with espeak-ng-data under `/espeak-ng-data`. It records the paths that were not found. */
export class ReadOnlyFiles {
  /** The paths under `/espeak-ng-data` that were not found. */
  readonly missing = new Set<string>();
  readonly #folders = new Map<string, string[]>([[rootFolder, []]]);
  readonly #files: ReadonlyMap<string, Uint8Array>;
  readonly #open = new Map<number, OpenFile>();

  constructor(files: ReadonlyMap<string, Uint8Array>) {
    this.#files = files;
    // Folders come before files, as in the original file system. espeak takes the first match, so the order matters.
    for (const path of files.keys()) this.#addFolder(parentOf(`${rootFolder}/${path}`));
    for (const path of files.keys()) this.#addChild(`${rootFolder}/${path}`);
  }

  entry(path: string): Entry | undefined {
    const plain = path.replace(/\/+/g, "/").replace(/\/$/, "");
    const name = plain.slice(rootFolder.length + 1);
    const found = this.#folders.get(plain) ?? this.#files.get(name);
    if (found === undefined && plain.startsWith(rootFolder)) this.missing.add(name);
    return found;
  }

  /** Opens `path` and returns its descriptor; undefined if it does not exist. */
  open(path: string): number | undefined {
    const entry = this.entry(path);
    if (entry === undefined) return undefined;
    let descriptor = 3;
    while (this.#open.has(descriptor)) descriptor += 1;
    this.#open.set(descriptor, { path, entry, position: 0 });
    return descriptor;
  }

  opened(descriptor: number): OpenFile | undefined {
    return this.#open.get(descriptor);
  }

  close(descriptor: number): void {
    this.#open.delete(descriptor);
  }

  /** Closes all files and clears `missing`. */
  reset(): void {
    this.#open.clear();
    this.missing.clear();
  }

  #addFolder(path: string): void {
    if (this.#folders.has(path)) return;
    this.#addFolder(parentOf(path));
    this.#folders.set(path, []);
    this.#addChild(path);
  }

  #addChild(path: string): void {
    this.#folders.get(parentOf(path))?.push(path.slice(path.lastIndexOf("/") + 1));
  }
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}
