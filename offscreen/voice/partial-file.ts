import { asDiskError, unlessNotFound } from "./disk-error.ts";

/** A file of which the beginning is on disk. */
export interface PartialFile {
  readonly loadedBytes: number;
  append(chunk: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Makes safe what was appended. Rejects with `diskFull`; what was safe before still is. */
  flush(): Promise<void>;
  /** Goes back to nothing. */
  discard(): Promise<void>;
  /** All that is safe on disk, without reading it. */
  content(): Promise<Blob>;
}

/** A segment is closed when it has so many bytes, or is so old: that is the most that a crash can lose. */
const segmentBytes = 4 * 2 ** 20;
const segmentMs = 2_000;

interface OpenSegment {
  stream: FileSystemWritableFileStream;
  handle: FileSystemFileHandle;
  sizeBytes: number;
  timer: ReturnType<typeof setTimeout>;
}

/** The segment's name tells where in the file it begins. */
const segmentName = (fileName: string, start: number): string => `${fileName}.${String(start).padStart(12, "0")}.part`;

/** The file name and the beginning that a segment's name tells, or undefined for any other file. */
export function parseSegmentName(name: string): { fileName: string; start: number } | undefined {
  const [, fileName, start] = /^(.+)\.(\d{12})\.part$/.exec(name) ?? [];
  return fileName === undefined ? undefined : { fileName, start: Number(start) };
}

/**
 * Opens what there is of `fileName` in `folder`.
 *
 * A browser keeps of an open stream nothing that survives its sudden end, so the file is a row of segments, each closed soon.
 * Invariants: closed segments follow one another without a gap from byte 0; at most one more is open; a segment that breaks the row,
 * as an interrupted one does (it is empty), is removed here. Operations take their turns, as a segment may grow old during any of them.
 */
export async function openPartialFile(folder: FileSystemDirectoryHandle, fileName: string): Promise<PartialFile> {
  const closed: { handle: FileSystemFileHandle; sizeBytes: number }[] = await rowOfSegments(folder, fileName);
  let closedBytes = closed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let open: OpenSegment | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  /** Why an old segment could not be closed, until someone is told: what comes next would not follow what is there. */
  let failure: unknown;

  const inTurn = <T>(operation: () => Promise<T>): Promise<T> => {
    const outcome = turn.then(() => {
      const untold = failure;
      failure = undefined;
      if (untold) throw untold;
      return operation();
    });
    turn = outcome.catch(() => undefined);
    return outcome;
  };

  const dropOpen = async (): Promise<void> => {
    if (!open) return;
    const { stream, handle, timer } = open;
    open = undefined;
    clearTimeout(timer);
    // A stream that has failed cannot be aborted any more, which is as good.
    await stream.abort().catch(() => undefined);
    await folder.removeEntry(handle.name).catch(unlessNotFound);
  };

  const closeOpen = async (): Promise<void> => {
    if (!open) return;
    const { stream, handle, sizeBytes, timer } = open;
    clearTimeout(timer);
    try {
      await stream.close();
    } catch (thrown) {
      await dropOpen();
      throw asDiskError(thrown);
    }
    open = undefined;
    closed.push({ handle, sizeBytes });
    closedBytes += sizeBytes;
  };

  const openSegment = async (): Promise<OpenSegment> => {
    const handle = await folder.getFileHandle(segmentName(fileName, closedBytes), { create: true });
    const grownOld = (): void => void inTurn(closeOpen).catch((thrown: unknown) => (failure = thrown));
    return { stream: await handle.createWritable(), handle, sizeBytes: 0, timer: setTimeout(grownOld, segmentMs) };
  };

  return {
    get loadedBytes() {
      return closedBytes + (open?.sizeBytes ?? 0);
    },
    append: (chunk) =>
      inTurn(async () => {
        try {
          open ??= await openSegment();
          await open.stream.write(chunk);
          open.sizeBytes += chunk.length;
        } catch (thrown) {
          await dropOpen();
          throw asDiskError(thrown);
        }
        if (open.sizeBytes >= segmentBytes) await closeOpen();
      }),
    flush: () => inTurn(closeOpen),
    discard: () =>
      inTurn(async () => {
        await dropOpen();
        for (const { handle } of closed.splice(0).toReversed()) await folder.removeEntry(handle.name).catch(unlessNotFound);
        closedBytes = 0;
      }),
    content: () => inTurn(async () => new Blob(await Promise.all(closed.map(({ handle }) => handle.getFile())))),
  };
}

async function rowOfSegments(folder: FileSystemDirectoryHandle, fileName: string) {
  const segments: { start: number; sizeBytes: number; handle: FileSystemFileHandle }[] = [];
  for await (const handle of folder.values()) {
    const name = parseSegmentName(handle.name);
    if (name?.fileName !== fileName || handle.kind !== "file") continue;
    // The types do not tell the kinds of handle apart.
    const file = handle as FileSystemFileHandle;
    segments.push({ start: name.start, sizeBytes: (await file.getFile()).size, handle: file });
  }
  segments.sort((a, b) => a.start - b.start);
  let end = 0;
  const row: typeof segments = [];
  for (const segment of segments) {
    if (segment.start === end && segment.sizeBytes > 0) {
      row.push(segment);
      end += segment.sizeBytes;
    } else await folder.removeEntry(segment.handle.name);
  }
  return row;
}
