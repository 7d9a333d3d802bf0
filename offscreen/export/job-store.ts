import { UserFacingError } from "../../src/shared/errors.ts";
import type { ExportJob } from "./export-job.ts";
import { captionsFileName, soundFileName } from "./messages.ts";

/** The exports on disk: a folder for each in the origin private file system, with its record, its sound, and its finished files. */
export interface JobStore {
  /** Every export that has a record. What else is there, such as all of a private text, is deleted. */
  load(): Promise<ExportJob[]>;
  /** Writes the record; for a private text there is none. Rejects with `diskFull`. */
  save(job: ExportJob): Promise<void>;
  /** Deletes the sound from which the files are made. */
  forgetSound(exportId: string): Promise<void>;
  /** The finished files: the sound and, if there are any, the captions. */
  files(exportId: string): Promise<{ sound: File; captions: File | null }>;
  remove(exportId: string): Promise<void>;
}

const recordName = "export.json";
/** A worker that was ended holds its files a moment longer. */
const retryMs = 100;
const retries = 50;

/** Opens the store. */
export function openJobStore(): JobStore {
  const root = async (): Promise<FileSystemDirectoryHandle> =>
    (await navigator.storage.getDirectory()).getDirectoryHandle("exports", { create: true });

  const remove = async (exportId: string): Promise<void> => {
    const folder = await root();
    await whenFree(() => folder.removeEntry(exportId, { recursive: true }).catch(unlessMissing));
  };

  return {
    async load() {
      const jobs: ExportJob[] = [];
      for await (const [name, handle] of await root()) {
        const job = handle.kind === "directory" ? await readRecord(handle as FileSystemDirectoryHandle) : undefined;
        if (job) jobs.push(job);
        else await remove(name);
      }
      return jobs.sort((a, b) => (a.exportId < b.exportId ? -1 : 1));
    },
    async save(job) {
      if (job.isPrivate) return;
      try {
        const folder = await (await root()).getDirectoryHandle(job.exportId, { create: true });
        const stream = await (await folder.getFileHandle(recordName, { create: true })).createWritable();
        await stream.write(JSON.stringify(job));
        await stream.close();
      } catch (thrown) {
        if (!(thrown instanceof DOMException && thrown.name === "QuotaExceededError")) throw thrown;
        throw new UserFacingError("diskFull", "the browser has no room for the record of an export", { cause: thrown });
      }
    },
    async forgetSound(exportId) {
      const folder = await (await root()).getDirectoryHandle(exportId, { create: true });
      for (const name of ["sentences", "samples"]) await whenFree(() => folder.removeEntry(name).catch(unlessMissing));
    },
    async files(exportId) {
      const folder = await (await root()).getDirectoryHandle(exportId);
      const file = async (name: string): Promise<File> => (await folder.getFileHandle(name)).getFile();
      return { sound: await file(soundFileName), captions: (await file(captionsFileName).catch(unlessMissing)) ?? null };
    },
    remove,
  };
}

async function readRecord(folder: FileSystemDirectoryHandle): Promise<ExportJob | undefined> {
  try {
    return JSON.parse(await (await (await folder.getFileHandle(recordName)).getFile()).text()) as ExportJob;
  } catch {
    // It was never written, or the browser was closed while it was.
    return undefined;
  }
}

/** Performs `act` as soon as no worker holds the files any more. */
async function whenFree(act: () => Promise<unknown>): Promise<void> {
  for (let left = retries; ; left--) {
    try {
      await act();
      return;
    } catch (thrown) {
      const isLocked = thrown instanceof DOMException && thrown.name === "NoModificationAllowedError";
      if (!isLocked || left === 0) throw thrown;
    }
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

function unlessMissing(thrown: unknown): undefined {
  if (!(thrown instanceof DOMException && thrown.name === "NotFoundError")) throw thrown;
}
