import type { Chapter } from "./chapter.ts";
import { joinBytes } from "./join-bytes.ts";

const headerBytes = 8;
/** The unit of a chapter's beginning. */
const ticksPerSecond = 10_000_000n;
const maxChapters = 255;

/**
 * An MP4 file's `moov` box with a list of chapters (`moov/udta/chpl`), which players of audiobooks read and which mediabunny does not write.
 * The box must be the last one of the file, because it becomes longer.
 */
export function withChapters(moov: Uint8Array, chapters: readonly Chapter[]): Uint8Array<ArrayBuffer> {
  const list = box("chpl", chapterList(chapters.slice(0, maxChapters)));
  const children = childrenOf(moov);
  const userData = children.find(({ name }) => name === "udta");
  const others = children.filter((child) => child !== userData).map(({ bytes }) => bytes);
  return box("moov", [...others, box("udta", [userData?.bytes.subarray(headerBytes) ?? new Uint8Array(), list])]);
}

function chapterList(chapters: readonly Chapter[]): Uint8Array[] {
  const versionAndReserved = Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0);
  const entries = chapters.map(({ title, startSeconds }) => {
    const name = shortened(title);
    const entry = new Uint8Array(9 + name.length);
    new DataView(entry.buffer).setBigUint64(0, (BigInt(Math.round(startSeconds * 1000)) * ticksPerSecond) / 1000n);
    entry[8] = name.length;
    entry.set(name, 9);
    return entry;
  });
  return [versionAndReserved, Uint8Array.of(chapters.length), ...entries];
}

/** A title in UTF-8, with no more bytes than fit. */
function shortened(title: string): Uint8Array {
  const bytes = new Uint8Array(255);
  return bytes.subarray(0, new TextEncoder().encodeInto(title, bytes).written);
}

function childrenOf(bytes: Uint8Array): { name: string; bytes: Uint8Array }[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const children: { name: string; bytes: Uint8Array }[] = [];
  for (let at = headerBytes; at + headerBytes <= bytes.length;) {
    const size = view.getUint32(at);
    if (size < headerBytes) throw new Error("a box of the file has no size");
    children.push({ name: new TextDecoder().decode(bytes.subarray(at + 4, at + 8)), bytes: bytes.subarray(at, at + size) });
    at += size;
  }
  return children;
}

function box(name: string, content: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = joinBytes([new Uint8Array(headerBytes), ...content]);
  new DataView(bytes.buffer).setUint32(0, bytes.length);
  bytes.set(new TextEncoder().encode(name), 4);
  return bytes;
}
