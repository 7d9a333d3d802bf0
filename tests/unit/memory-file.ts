import type { SyncFile } from "../../offscreen/export/worker/sync-file.ts";

/** A file in memory, as a worker sees one on disk. It has room for `roomBytes`. */
export function memoryFile(roomBytes = Infinity): SyncFile & { bytes(): Uint8Array<ArrayBuffer> } {
  let content = new Uint8Array();
  const resize = (size: number): void => {
    const next = new Uint8Array(size);
    next.set(content.subarray(0, size));
    content = next;
  };
  return {
    bytes: () => content,
    read(into, { at }) {
      const part = content.subarray(at, at + into.length);
      into.set(part);
      return part.length;
    },
    write(from, { at }) {
      const part = from.subarray(0, Math.max(0, roomBytes - at));
      if (at + part.length > content.length) resize(at + part.length);
      content.set(part, at);
      return part.length;
    },
    truncate: resize,
    getSize: () => content.length,
    flush: () => undefined,
    close: () => undefined,
  };
}
