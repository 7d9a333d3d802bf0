/** The chapters in the tag of an MP3 file: title, beginning and end in milliseconds. */
export function mp3Chapters(file: Uint8Array): [string, number, number][] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const sizeAt = (at: number): number => [0, 1, 2, 3].reduce((sum, i) => sum * 128 + (file[at + i] ?? 0), 0);
  const chapters: [string, number, number][] = [];
  for (let at = 10; at < 10 + sizeAt(6); at += 10 + sizeAt(at + 4)) {
    if (new TextDecoder().decode(file.subarray(at, at + 4)) !== "CHAP") continue;
    const times = file.indexOf(0, at + 10) + 1;
    const titleAt = times + 16;
    const title = new TextDecoder().decode(file.subarray(titleAt + 11, titleAt + 10 + sizeAt(titleAt + 4) - 1));
    chapters.push([title, view.getUint32(times), view.getUint32(times + 4)]);
  }
  return chapters;
}
