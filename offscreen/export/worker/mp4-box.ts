import { joinBytes } from "./join-bytes.ts";

/** What stands in a box: bytes, or a text in UTF-8. */
export type Bytes = Uint8Array | string;

/** A box of an MP4 file. Its name has four characters, of which each is one byte. */
export function box(name: string, content: readonly Bytes[]): Uint8Array<ArrayBuffer> {
  const parts = content.map((part) => (typeof part === "string" ? new TextEncoder().encode(part) : part));
  const size = parts.reduce((sum, { length }) => sum + length, 8);
  return joinBytes([u32(size), Array.from(name, (letter) => letter.charCodeAt(0)), ...parts]);
}

/** A box with a version and flags. */
export function fullBox(name: string, version: number, flags: number, content: readonly Bytes[]): Uint8Array<ArrayBuffer> {
  return box(name, [u32((version << 24) | flags), ...content]);
}

/** A number in two, four or eight bytes, the highest first. */
export const u16 = (value: number): Uint8Array => Uint8Array.of((value >>> 8) & 255, value & 255);
export const u32 = (value: number): Uint8Array =>
  Uint8Array.of((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
export function u64(value: number | bigint): Uint8Array {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(value));
  return new Uint8Array(view.buffer);
}
