import { entriesOf } from "./entries-of.ts";
import { parseSegmentName } from "./partial-file.ts";

/** A download that nobody has gone on with for so long is given up. */
const abandonedMs = 7 * 24 * 3_600_000;
const abandonedImportMs = 24 * 3_600_000;

/**
 * Removes from the voices' folders what nobody can use: whatever an interrupted write left, and downloads of voices that are installed by
 * now, unknown or long abandoned. `filesInUse` are the files of an installed voice, first its manifest and its model: a folder with both is
 * one that a person installed, and even if it is damaged nobody but a person removes it. Answers with the bytes of each download that can go on;
 * `onError` hears why a folder was left as it is. To be called before anything is written.
 */
export async function removeStaleFiles(
  root: FileSystemDirectoryHandle,
  knownVoiceIds: ReadonlySet<string>,
  filesInUse: readonly string[],
  onError: (thrown: unknown) => void,
): Promise<Map<string, number>> {
  const resumable = new Map<string, number>();
  for (const handle of await entriesOf(root)) {
    try {
      // The types do not tell the kinds of handle apart.
      const folder = handle.kind === "directory" ? (handle as FileSystemDirectoryHandle) : undefined;
      const names = folder ? new Set((await entriesOf(folder)).map(({ name }) => name)) : undefined;
      const wasInstalled = filesInUse.slice(0, 2).every((name) => names?.has(name));
      const keptBytes = folder && !wasInstalled && knownVoiceIds.has(folder.name) ? await keepSegments(folder) : 0;
      if (folder && wasInstalled) await removeAllBut(folder, (file) => filesInUse.includes(file.name));
      else if (keptBytes > 0) resumable.set(handle.name, keptBytes);
      else await root.removeEntry(handle.name, { recursive: true });
    } catch (thrown) {
      onError(thrown);
    }
  }
  return resumable;
}

/** Leaves in a folder only the segments of a download that can go on, and answers with their bytes. */
async function keepSegments(folder: FileSystemDirectoryHandle): Promise<number> {
  let keptBytes = 0;
  await removeAllBut(folder, async (file) => {
    const { size, lastModified } = await file.getFile();
    if (!parseSegmentName(file.name) || size === 0 || lastModified < Date.now() - abandonedMs) return false;
    keptBytes += size;
    return true;
  });
  return keptBytes;
}

async function removeAllBut(folder: FileSystemDirectoryHandle, isKept: (file: FileSystemFileHandle) => boolean | Promise<boolean>): Promise<void> {
  for (const handle of await entriesOf(folder)) {
    // As above.
    if (handle.kind === "file" && (await isKept(handle as FileSystemFileHandle))) continue;
    await folder.removeEntry(handle.name, { recursive: true });
  }
}

/** Removes the folders below `root` that hold files of which every one is older than a day; another may be in use by a page. */
export async function removeStaleImports(root: FileSystemDirectoryHandle): Promise<void> {
  for (const handle of await entriesOf(root)) {
    // As above.
    if (handle.kind === "directory" && (await isAbandoned(handle as FileSystemDirectoryHandle))) await root.removeEntry(handle.name, { recursive: true });
  }
}

async function isAbandoned(folder: FileSystemDirectoryHandle): Promise<boolean> {
  const entries = await entriesOf(folder);
  for (const handle of entries) {
    // As above.
    if (handle.kind !== "file" || (await (handle as FileSystemFileHandle).getFile()).lastModified >= Date.now() - abandonedImportMs) return false;
  }
  return entries.length > 0;
}
