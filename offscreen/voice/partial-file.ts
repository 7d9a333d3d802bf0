import { asDiskError, unlessNotFound } from "./disk-error.ts";

/** A file of which only the beginning is on disk. */
export interface PartialFile {
  readonly loadedBytes: number;
  append(chunk: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Makes the appended bytes permanent. Rejects with `diskFull`; bytes that were permanent before stay so. */
  flush(): Promise<void>;
  /** Deletes all bytes. */
  discard(): Promise<void>;
  /** All permanent bytes. It does not read them. */
  content(): Promise<Blob>;
}

/** A segment is closed when it has this many bytes or this age. A crash can lose no more than that. */
const segmentBytes = 4 * 2 ** 20;
const segmentMs = 2_000;

interface OpenSegment {
  stream: FileSystemWritableFileStream;
  handle: FileSystemFileHandle;
  sizeBytes: number;
  timer: ReturnType<typeof setTimeout>;
}

/** The name of a segment contains its offset in the file. */
const segmentName = (fileName: string, start: number): string => `${fileName}.${String(start).padStart(12, "0")}.part`;

/** The file name and the offset in a segment's name. Undefined for any other file. */
export function parseSegmentName(name: string): { fileName: string; start: number } | undefined {
  const [, fileName, start] = /^(.+)\.(\d{12})\.part$/.exec(name) ?? [];
  return fileName === undefined ? undefined : { fileName, start: Number(start) };
}

/**
 * Opens the existing part of `fileName` in `folder`.
 *
 * When a browser stops suddenly, it loses everything in an open stream. So the file is stored as segments, and each is closed soon.
 *
 * Invariants:
 * - Closed segments follow one another without a gap from byte 0. At most one more is open.
 * - A segment that does not fit, such as an interrupted one (which is empty), is deleted here.
 * - Operations run one after another, because a segment may reach its age during any of them.
 */
export async function openPartialFile(folder: FileSystemDirectoryHandle, fileName: string): Promise<PartialFile> {
  const closed: { handle: FileSystemFileHandle; sizeBytes: number }[] = await contiguousSegments(folder, fileName);
  let closedBytes = closed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let open: OpenSegment | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  /** Why an old segment could not be closed, until that is reported: further bytes would not follow the existing ones. */
  let failure: unknown;

  const inTurn = <T>(operation: () => Promise<T>): Promise<T> => {
    const outcome = turn.then(() => {
      const unreported = failure;
      failure = undefined;
      if (unreported) throw unreported;
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
    // A stream that has failed cannot be aborted. It has ended anyway.
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
    const closeOld = (): void => void inTurn(closeOpen).catch((thrown: unknown) => (failure = thrown));
    return { stream: await handle.createWritable(), handle, sizeBytes: 0, timer: setTimeout(closeOld, segmentMs) };
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

async function contiguousSegments(folder: FileSystemDirectoryHandle, fileName: string) {
  const segments: { start: number; sizeBytes: number; handle: FileSystemFileHandle }[] = [];
  for await (const handle of folder.values()) {
    const name = parseSegmentName(handle.name);
    if (name?.fileName !== fileName || handle.kind !== "file") continue;
    // TypeScript does not distinguish the kinds of handle.
    const file = handle as FileSystemFileHandle;
    segments.push({ start: name.start, sizeBytes: (await file.getFile()).size, handle: file });
  }
  segments.sort((a, b) => a.start - b.start);
  let end = 0;
  const contiguous: typeof segments = [];
  for (const segment of segments) {
    if (segment.start === end && segment.sizeBytes > 0) {
      contiguous.push(segment);
      end += segment.sizeBytes;
    } else await folder.removeEntry(segment.handle.name);
  }
  return contiguous;
}
