import type { Chapter } from "./chapter.ts";
import { joinBytes } from "./join-bytes.ts";

/** What a tag says. An author that is empty and a cover that is null are left out, and so is a single chapter. */
interface Id3Content {
  title: string;
  author: string;
  cover: { mimeType: string; data: Uint8Array } | null;
  chapters: readonly Chapter[];
}

const utf8 = 3;
const frontCover = 3;

/** A tag for the beginning of an MP3 file (ID3v2.4). mediabunny's own tags cannot have chapters. */
export function id3Tag({ title, author, cover, chapters }: Id3Content): Uint8Array<ArrayBuffer> {
  const frames = joinBytes([
    textFrame("TIT2", title),
    ...(author === "" ? [] : [textFrame("TPE1", author)]),
    ...(chapters.length > 1 ? chapterFrames(chapters) : []),
    ...(cover ? [frame("APIC", [[utf8], latin(cover.mimeType), [0, frontCover, 0], cover.data])] : []),
  ]);
  return joinBytes([latin("ID3"), [4, 0, 0], sevenBits(frames.length), frames]);
}

/** A table of contents, and a frame for each chapter. */
function chapterFrames(chapters: readonly Chapter[]): Uint8Array[] {
  const id = (i: number): number[] => [...latin(`c${i}`), 0];
  /** At the top level, and in order. A table lists no more than 255. */
  const listed = chapters.slice(0, 255);
  const contents = [latin("toc"), [0, 3, listed.length], ...listed.map((_, i) => id(i))];
  const unknownOffsets = Array<number>(8).fill(255);
  return [
    frame("CTOC", contents),
    ...listed.map(({ title, startSeconds, endSeconds }, i) =>
      frame("CHAP", [id(i), milliseconds(startSeconds), milliseconds(endSeconds), unknownOffsets, textFrame("TIT2", title)]),
    ),
  ];
}

function textFrame(name: string, text: string): Uint8Array {
  return frame(name, [[utf8], new TextEncoder().encode(text), [0]]);
}

function frame(name: string, content: readonly ArrayLike<number>[]): Uint8Array {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  return joinBytes([latin(name), sevenBits(length), [0, 0], ...content]);
}

function latin(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}

function milliseconds(seconds: number): number[] {
  const whole = Math.round(seconds * 1000);
  return [24, 16, 8, 0].map((shift) => (whole >>> shift) & 255);
}

/** A number in four bytes of which each has seven bits. */
function sevenBits(value: number): number[] {
  return [21, 14, 7, 0].map((shift) => (value >> shift) & 127);
}
