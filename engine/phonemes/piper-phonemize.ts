import { ReadOnlyFiles, type Entry } from "./read-only-files.ts";

/** The result of one run of the program. */
export interface RunResult {
  stdout: string;
  stderr: string;
  /** The paths under `/espeak-ng-data` that it did not find. */
  missing: string[];
}

interface Exports {
  w: WebAssembly.Memory;
  x(): void;
  y(argumentCount: number, argumentsAddress: number): number;
  B(size: number): number;
}

// The error numbers and file types of the program's C library.
const noEntry = -44;
const badDescriptor = 8;
const isFolder = 31;
const seekCurrent = 1;
const seekEnd = 2;
const folderMode = 0o40555;
const fileMode = 0o100444;
const folderKind = 4;
const fileKind = 8;
const statSize = 96;
const folderEntrySize = 280;

/**
 * Creates a function that runs the command-line program `piper_phonemize.wasm`. It implements the system calls that the program uses, with the file
 * system `files`. It replaces the program's own loader, which fetches 18 MB of data and instantiates the program for every sentence.
 *
 * Before every run the memory and the stack pointer are reset to their state after instantiation. So no run affects the next one, stack and heap
 * never run out, and the program can run again after a trap. The function throws what the program throws.
 */
export async function createPiperPhonemize(
  module: WebAssembly.Module,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<(args: readonly string[]) => RunResult> {
  const disk = new ReadOnlyFiles(files);
  const utf8 = new TextDecoder();
  const printed = { stdout: "", stderr: "" };
  let bytes = new Uint8Array();
  let view = new DataView(new ArrayBuffer(0));

  const textAt = (address: number): string => utf8.decode(bytes.subarray(address, bytes.indexOf(0, address)));
  const fail = (reason: string) => (): never => {
    throw new Error(`the phonemizer ${reason}`);
  };

  function writeStat(address: number, entry: Entry): void {
    bytes.fill(0, address, address + statSize);
    const isFile = entry instanceof Uint8Array;
    view.setUint32(address + 4, isFile ? fileMode : folderMode, true);
    view.setUint32(address + 8, 1, true);
    view.setBigUint64(address + 24, BigInt(isFile ? entry.length : 4096), true);
    view.setUint32(address + 32, 4096, true);
  }

  function readFolder(descriptor: number, address: number, size: number): number {
    const file = disk.opened(descriptor);
    if (file === undefined || file.entry instanceof Uint8Array) return -badDescriptor;
    let written = 0;
    for (const name of [".", "..", ...file.entry].slice(file.position)) {
      if (written + folderEntrySize > size) break;
      const at = address + written;
      const isFile = disk.entry(`${file.path}/${name}`) instanceof Uint8Array;
      file.position += 1;
      bytes.fill(0, at, at + folderEntrySize);
      view.setBigUint64(at, BigInt(file.position), true);
      view.setBigUint64(at + 8, BigInt(file.position), true);
      view.setUint16(at + 16, folderEntrySize, true);
      view.setUint8(at + 18, isFile ? fileKind : folderKind);
      new TextEncoder().encodeInto(name, bytes.subarray(at + 19, at + folderEntrySize - 1));
      written += folderEntrySize;
    }
    return written;
  }

  /** Calls `transfer` with the memory of each {address, size} in an array, until it transfers less than the size. Returns the sum of all transferred bytes. */
  function transferEach(buffers: number, count: number, transfer: (buffer: Uint8Array) => number): number {
    let total = 0;
    for (let index = 0; index < count; index += 1) {
      const address = view.getUint32(buffers + index * 8, true);
      const size = view.getUint32(buffers + index * 8 + 4, true);
      const transferred = transfer(bytes.subarray(address, address + size));
      total += transferred;
      if (transferred < size) break;
    }
    return total;
  }

  function read(descriptor: number, buffers: number, count: number, result: number): number {
    const file = disk.opened(descriptor);
    if (file === undefined) return badDescriptor;
    const { entry } = file;
    if (!(entry instanceof Uint8Array)) return isFolder;
    const total = transferEach(buffers, count, (buffer) => {
      const chunk = entry.subarray(file.position, file.position + buffer.length);
      buffer.set(chunk);
      file.position += chunk.length;
      return chunk.length;
    });
    view.setUint32(result, total, true);
    return 0;
  }

  function seek(descriptor: number, low: number, high: number, whence: number, result: number): number {
    const file = disk.opened(descriptor);
    if (file === undefined) return badDescriptor;
    const offset = (low >>> 0) + high * 2 ** 32;
    const from = whence === seekCurrent ? file.position : whence === seekEnd ? file.entry.length : 0;
    file.position = from + offset;
    view.setBigInt64(result, BigInt(file.position), true);
    return 0;
  }

  function write(descriptor: number, buffers: number, count: number, result: number): number {
    const total = transferEach(buffers, count, (buffer) => {
      printed[descriptor === 2 ? "stderr" : "stdout"] += utf8.decode(buffer, { stream: true });
      return buffer.length;
    });
    view.setUint32(result, total, true);
    return 0;
  }

  // The program's imports. Its build gave them names of one letter.
  const imports = {
    a: fail("found its own state impossible"),
    b: fail("threw an exception"),
    c: (descriptor: number) => (disk.close(descriptor), 0),
    d: fail("gave up"),
    e: () => 0, // fcntl
    f: (_folder: number, path: number) => disk.open(textAt(path)) ?? noEntry,
    g: () => Date.now(),
    h: fail("aborted"),
    i: write,
    j: () => 1, // the clock never goes back
    k: (to: number, from: number, size: number) => bytes.copyWithin(to, from, from + size),
    l: seek,
    m: fail("asked for a date"),
    n: fail("ran out of memory"),
    o: (path: number, address: number) => {
      const entry = disk.entry(textAt(path));
      if (entry === undefined) return noEntry;
      writeStat(address, entry);
      return 0;
    },
    p: fail("tried to remove a folder"),
    q: fail("tried to remove a file"),
    r: readFolder,
    s: () => 0, // no environment
    t: (count: number, size: number) => {
      view.setUint32(count, 0, true);
      view.setUint32(size, 0, true);
      return 0;
    },
    u: read,
    v: () => 0, // ioctl
  };

  const instance = await WebAssembly.instantiate(module, { a: imports });
  // These are the exports of the pinned version. Another build would fail in the first run.
  const program = instance.exports as unknown as Exports;
  bytes = new Uint8Array(program.w.buffer);
  view = new DataView(program.w.buffer);
  program.x();
  const initialStack = program.B(0);
  let used = bytes.length;
  while (bytes[used - 1] === 0) used -= 1;
  const initialMemory = bytes.slice(0, used);

  function restore(): void {
    // The build exports only the allocation on the stack. A negative size frees.
    program.B(program.B(0) - initialStack);
    bytes.fill(0);
    bytes.set(initialMemory);
    disk.reset();
    printed.stdout = "";
    printed.stderr = "";
    utf8.decode();
  }

  function putText(text: string): number {
    const encoded = new TextEncoder().encode(text);
    const address = program.B(encoded.length + 1);
    bytes.set(encoded, address);
    bytes[address + encoded.length] = 0;
    return address;
  }

  return (args) => {
    restore();
    const addresses = ["piper_phonemize", ...args].map(putText);
    const table = program.B((addresses.length + 1) * 4);
    [...addresses, 0].forEach((address, index) => view.setUint32(table + index * 4, address, true));
    program.y(addresses.length, table);
    return { ...printed, missing: [...disk.missing] };
  };
}
