import type { Chapter } from "./chapter.ts";

/** A tag for the beginning of an MP3 file (ID3v2.4) with a title and chapters. mediabunny's own tags cannot have chapters. */
export function id3Tag(title: string, chapters: readonly Chapter[]): Uint8Array<ArrayBuffer> {
  const frames = [textFrame("TIT2", title), ...(chapters.length > 1 ? chapterFrames(chapters) : [])].flat();
  return Uint8Array.from([...latin("ID3"), 4, 0, 0, ...sevenBits(frames.length), ...frames]);
}

/** A table of contents, and a frame for each chapter. */
function chapterFrames(chapters: readonly Chapter[]): number[][] {
  const id = (i: number): number[] => [...latin(`c${i}`), 0];
  /** At the top level, and in order. A table lists no more than 255. */
  const listed = chapters.slice(0, 255);
  const contents = [...latin("toc"), 0, 3, listed.length, ...listed.flatMap((_, i) => id(i))];
  const unknownOffsets = Array<number>(8).fill(255);
  return [
    frame("CTOC", contents),
    ...listed.map(({ title, startSeconds, endSeconds }, i) =>
      frame("CHAP", [...id(i), ...milliseconds(startSeconds), ...milliseconds(endSeconds), ...unknownOffsets, ...textFrame("TIT2", title)]),
    ),
  ];
}

function textFrame(name: string, text: string): number[] {
  const utf8 = 3;
  return frame(name, [utf8, ...new TextEncoder().encode(text), 0]);
}

function frame(name: string, content: readonly number[]): number[] {
  return [...latin(name), ...sevenBits(content.length), 0, 0, ...content];
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
