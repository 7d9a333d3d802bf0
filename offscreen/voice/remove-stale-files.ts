import { entriesOf } from "./entries-of.ts";
import { parseSegmentName } from "./partial-file.ts";

/** A download that was not resumed for this long is deleted. */
const abandonedMs = 7 * 24 * 3_600_000;
const abandonedImportMs = 24 * 3_600_000;

/**
 * Deletes unusable files from the voices' folders: what an interrupted write left, and downloads of voices that are installed, unknown or
 * abandoned.
 *
 * `filesInUse` are the files of an installed voice, its manifest and its model first. A folder with these two was installed by the user.
 * Even if it is damaged, only the user may remove it. Resolves to the bytes of each download that can be resumed. `onError` is called with
 * the reason why a folder was left unchanged. Call it before anything is written.
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
      // TypeScript does not distinguish the kinds of handle.
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

/** Deletes everything in a folder except the segments of a resumable download, and returns their bytes. */
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

async function removeAllBut(
  folder: FileSystemDirectoryHandle,
  isKept: (file: FileSystemFileHandle) => boolean | Promise<boolean>,
): Promise<void> {
  for (const handle of await entriesOf(folder)) {
    // As above.
    if (handle.kind === "file" && (await isKept(handle as FileSystemFileHandle))) continue;
    await folder.removeEntry(handle.name, { recursive: true });
  }
}

/** Deletes the folders in `root` in which every file is older than a day. A page may still be using a newer one. */
export async function removeStaleImports(root: FileSystemDirectoryHandle): Promise<void> {
  for (const handle of await entriesOf(root)) {
    // As above.
    if (handle.kind === "directory" && (await isAbandoned(handle as FileSystemDirectoryHandle)))
      await root.removeEntry(handle.name, { recursive: true });
  }
}

async function isAbandoned(folder: FileSystemDirectoryHandle): Promise<boolean> {
  const entries = await entriesOf(folder);
  for (const handle of entries) {
    // As above.
    if (handle.kind !== "file" || (await (handle as FileSystemFileHandle).getFile()).lastModified >= Date.now() - abandonedImportMs)
      return false;
  }
  return entries.length > 0;
}
