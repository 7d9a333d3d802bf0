/** An operation on the disk, for tests that make it fail. */
export interface DiskOperation {
  kind: "openFolder" | "openFile" | "list" | "read" | "beginWrite" | "write" | "closeWrite" | "remove";
  path: string;
}

interface FileNode {
  content: Uint8Array<ArrayBuffer>;
  lastModified: number;
  /** How many streams have it open for writing. */
  writers: number;
}
type FolderNode = Map<string, FileNode | FolderNode>;

/**
 * The origin private file system in memory, with the behaviour that the store relies on:
 * - A write takes effect only when its stream is closed.
 * - A file object can no longer be read after its file was changed or removed.
 * - When the browser ends, open streams are lost; an empty file and a `.crswap` file remain.
 */
export class FakeDisk {
  /** The error of the next operation: the name of a browser exception, or undefined. */
  fault: (operation: DiskOperation) => string | undefined = () => undefined;
  /** Conflicts: two writers of the same file, or use of something that another task had removed. */
  readonly collisions: string[] = [];
  /** The number of operations so far. */
  operations = 0;
  readonly #root: FolderNode = new Map();
  #session = 0;

  /** Starts a browser session: returns the root folder, like `navigator.storage.getDirectory`. */
  open(): FileSystemDirectoryHandle {
    return folderHandle(this.#access(), "", this.#root);
  }

  /** Ends the browser: open streams are lost, and existing handles no longer work. */
  crash(): void {
    this.#session += 1;
    forEachFile(this.#root, (file, folder, name) => {
      if (file.writers === 0) return;
      file.writers = 0;
      folder.set(`${name}.crswap`, { content: new Uint8Array(3), lastModified: Date.now(), writers: 0 });
    });
  }

  /** The contents of the files in a folder, by name. Undefined if the folder does not exist. */
  contentOf(...path: string[]): Map<string, Uint8Array<ArrayBuffer>> | undefined {
    let node: FileNode | FolderNode | undefined = this.#root;
    for (const name of path) node = node instanceof Map ? node.get(name) : undefined;
    if (!(node instanceof Map)) return undefined;
    return new Map([...node].flatMap(([name, child]) => (child instanceof Map ? [] : [[name, child.content] as const])));
  }

  /** The names in a folder. */
  namesIn(name: string): string[] {
    const node = this.#root.get(name);
    return node instanceof Map ? [...node.keys()] : [];
  }

  /** The bytes of all files in a folder. */
  bytesIn(name: string): number {
    let bytes = 0;
    const node = this.#root.get(name);
    if (node instanceof Map) forEachFile(node, (file) => (bytes += file.content.length));
    return bytes;
  }

  #access(): Access {
    const session = this.#session;
    return {
      collide: (what) => void this.collisions.push(what),
      isAlive: () => session === this.#session,
      pass: async (operation) => {
        await new Promise(setImmediate);
        this.operations += 1;
        if (session !== this.#session) throw new DOMException("the browser has ended", "InvalidStateError");
        const name = this.fault(operation);
        if (name) throw new DOMException(`${operation.kind} ${operation.path}`, name);
      },
    };
  }
}

interface Access {
  /** Resolves when an operation may proceed, or rejects with its error. */
  pass(operation: DiskOperation): Promise<void>;
  isAlive(): boolean;
  collide(what: string): void;
}

function forEachFile(folder: FolderNode, visit: (file: FileNode, folder: FolderNode, name: string) => void): void {
  for (const [name, node] of folder) {
    if (node instanceof Map) forEachFile(node, visit);
    else visit(node, folder, name);
  }
}

/** Removed folders: their handles find nothing. */
const removed = new WeakSet<FolderNode>();

function markRemoved(folder: FolderNode): void {
  removed.add(folder);
  for (const node of folder.values()) if (node instanceof Map) markRemoved(node);
}

function notFound(path: string): DOMException {
  return new DOMException(`${path} is not there`, "NotFoundError");
}

function folderHandle(access: Access, path: string, folder: FolderNode): FileSystemDirectoryHandle {
  const at = (name: string): string => `${path}/${name}`;
  const pass = async (operation: DiskOperation): Promise<void> => {
    await access.pass(operation);
    if (removed.has(folder)) throw notFound(path);
  };
  const handle = {
    kind: "directory",
    name: path.split("/").at(-1),
    async getDirectoryHandle(name: string, { create = false } = {}) {
      await pass({ kind: "openFolder", path: at(name) });
      if (name === "" || name.includes("/")) throw new TypeError(`${name} is no name`);
      if (create && !folder.has(name)) folder.set(name, new Map());
      const node = folder.get(name);
      if (!node) throw notFound(at(name));
      if (!(node instanceof Map)) throw new DOMException(`${at(name)} is a file`, "TypeMismatchError");
      return folderHandle(access, at(name), node);
    },
    async getFileHandle(name: string, { create = false } = {}) {
      await pass({ kind: "openFile", path: at(name) });
      if (create && !folder.has(name)) folder.set(name, { content: new Uint8Array(), lastModified: Date.now(), writers: 0 });
      const node = folder.get(name);
      if (!node) throw notFound(at(name));
      if (node instanceof Map) throw new DOMException(`${at(name)} is a folder`, "TypeMismatchError");
      return fileHandle(access, at(name), folder);
    },
    async removeEntry(name: string, { recursive = false } = {}) {
      await pass({ kind: "remove", path: at(name) });
      const node = folder.get(name);
      if (!node) throw notFound(at(name));
      if (node instanceof Map) {
        if (node.size > 0 && !recursive) throw new DOMException(`${at(name)} is not empty`, "InvalidModificationError");
        forEachFile(node, (file, _, inner) => file.writers > 0 && access.collide(`${at(name)}/${inner} was removed while it was written`));
        // One after another, so that some may be removed when it fails or the browser ends.
        for (const inner of node.keys()) {
          await pass({ kind: "remove", path: `${at(name)}/${inner}` });
          node.delete(inner);
        }
        markRemoved(node);
      } else if (node.writers > 0) access.collide(`${at(name)} was removed while it was written`);
      folder.delete(name);
    },
    async *values() {
      await pass({ kind: "list", path });
      for (const [name, node] of folder)
        yield node instanceof Map ? folderHandle(access, at(name), node) : fileHandle(access, at(name), folder);
    },
  };
  // These are all members of the type that the store uses.
  return handle as unknown as FileSystemDirectoryHandle;
}

function fileHandle(access: Access, path: string, folder: FolderNode): FileSystemFileHandle {
  const name = path.split("/").at(-1) ?? "";
  const node = (): FileNode => {
    const found = folder.get(name);
    if (!found || found instanceof Map || removed.has(folder)) throw notFound(path);
    return found;
  };
  const handle = {
    kind: "file",
    name,
    async getFile() {
      await access.pass({ kind: "read", path });
      const { content, lastModified } = node();
      const file = new File([content], name, { lastModified });
      const { stream } = file;
      file.stream = () => {
        if (folder.get(name) !== undefined && node().content === content) return stream.call(file);
        throw new DOMException(`${path} has changed`, "NotReadableError");
      };
      return file;
    },
    async createWritable() {
      await access.pass({ kind: "beginWrite", path });
      const file = node();
      if (file.writers > 0) access.collide(`${path} is written twice at once`);
      file.writers += 1;
      let chunks: Blob[] = [];
      let isOpen = true;
      const end = (): void => {
        if (!isOpen) throw new TypeError(`${path} is not open`);
        isOpen = false;
        if (access.isAlive()) file.writers -= 1;
      };
      return {
        async write(chunk: Uint8Array<ArrayBuffer> | string) {
          await access.pass({ kind: "write", path }).catch((thrown: unknown) => {
            end();
            throw thrown;
          });
          if (!isOpen) throw new TypeError(`${path} is not open`);
          chunks.push(new Blob([chunk]));
        },
        async close() {
          const content = new Uint8Array(await new Blob(chunks).arrayBuffer());
          await access.pass({ kind: "closeWrite", path }).finally(end);
          if (folder.get(name) !== file || removed.has(folder)) {
            access.collide(`${path} was closed after it was removed`);
            throw notFound(path);
          }
          folder.set(name, { content, lastModified: Date.now(), writers: file.writers });
        },
        async abort() {
          end();
          chunks = [];
        },
      };
    },
  };
  // As above.
  return handle as unknown as FileSystemFileHandle;
}
