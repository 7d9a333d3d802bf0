import { UserFacingError } from "../../src/shared/errors.ts";

/** An archive whose files are unpacked one by one. What the archive says of itself is not believed: each file, and all together, are bounded. */
export interface Zip {
  paths(): Iterable<string>;
  has(path: string): boolean;
  /** The size of a file as the archive says it, in bytes. 0 if it has none. */
  sizeOf(path: string): number;
  /** The bytes of a file; null if there is none. Rejects with `documentDamaged`, `documentEncrypted` or `documentTooComplex`. */
  read(path: string): Promise<Uint8Array<ArrayBuffer> | null>;
}

interface Entry {
  isEncrypted: boolean;
  method: number;
  packedBytes: number;
  unpackedBytes: number;
  /** Where its local header begins. */
  at: number;
}

const stored = 0;
const deflated = 8;

const localHeader = 0x04034b50;
const directoryEntry = 0x02014b50;
const directoryEnd = 0x06054b50;
const directoryEndBytes = 22;
const maxCommentBytes = 65_535;

const maxEntries = 20_000;
/** The largest file, and all that is unpacked together, in bytes. */
const maxEntryBytes = 100e6;
const maxAllBytes = 400e6;

/** Reads the directory of an archive. Throws `documentDamaged` if there is none, and `documentTooComplex`. */
export function readZip(bytes: Uint8Array<ArrayBuffer>): Zip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = entriesOf(bytes, view);
  let unpackedBytes = 0;

  const unpack = async ({ isEncrypted, method, packedBytes, at }: Entry): Promise<Uint8Array<ArrayBuffer>> => {
    if (isEncrypted) throw new UserFacingError("documentEncrypted");
    if (at + 30 > bytes.length || view.getUint32(at, true) !== localHeader) throw damaged("a file has no header");
    const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
    const packed = bytes.subarray(start, start + packedBytes);
    if (packed.length !== packedBytes) throw damaged("a file ends early");
    const limit = Math.min(maxEntryBytes, maxAllBytes - unpackedBytes);
    if (method !== stored && method !== deflated) throw damaged(`a file is packed in the way ${method}`);
    const unpacked = method === stored ? packed : await inflate(packed, limit);
    if (unpacked.length > limit) throw new UserFacingError("documentTooComplex");
    unpackedBytes += unpacked.length;
    return unpacked;
  };

  return {
    paths: () => entries.keys(),
    has: (path) => entries.has(path),
    sizeOf: (path) => entries.get(path)?.unpackedBytes ?? 0,
    async read(path) {
      const entry = entries.get(path);
      return entry ? unpack(entry) : null;
    },
  };
}

function entriesOf(bytes: Uint8Array, view: DataView): Map<string, Entry> {
  const end = endOfDirectory(view);
  const count = view.getUint16(end + 10, true);
  if (count > maxEntries) throw new UserFacingError("documentTooComplex");
  const entries = new Map<string, Entry>();
  let at = view.getUint32(end + 16, true);
  for (let left = count; left > 0; left--) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== directoryEntry) throw damaged("the directory ends early");
    const nameBytes = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameBytes));
    entries.set(name, {
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      packedBytes: view.getUint32(at + 20, true),
      unpackedBytes: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    });
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Where the end of the directory is: the last thing in the archive but its comment. */
function endOfDirectory(view: DataView): number {
  const last = view.byteLength - directoryEndBytes;
  for (let at = last; at >= Math.max(0, last - maxCommentBytes); at--) {
    if (view.getUint32(at, true) === directoryEnd) return at;
  }
  throw damaged("there is no directory");
}

/** Unpacks until more than `limit` bytes have come. The browser does it beside the page, so that nothing hangs. */
async function inflate(packed: Uint8Array<ArrayBuffer>, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      size += value.length;
      if (size > limit) break;
    }
  } catch (thrown) {
    throw damaged(String(thrown));
  }
  if (size > limit) {
    void reader.cancel();
    throw new UserFacingError("documentTooComplex");
  }
  const unpacked = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    unpacked.set(chunk, at);
    at += chunk.length;
  }
  return unpacked;
}

const damaged = (detail: string): UserFacingError => new UserFacingError("documentDamaged", detail);
