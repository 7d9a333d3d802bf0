/** A file that is open for this worker alone, as `FileSystemSyncAccessHandle` has it. Positions are in bytes. */
export interface SyncFile {
  read(into: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  /** Throws a `QuotaExceededError` if there is no room. */
  write(from: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(sizeBytes: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

/** TypeScript's types for documents do not have what only workers can call. */
interface LockableHandle {
  createSyncAccessHandle(): Promise<SyncFile>;
}

/** A worker that was ended may hold its files a moment longer. */
const retryMs = 50;
const retries = 100;

/** Opens a file of a folder, and creates it if need be. Waits for a worker that was ended. Rejects if another context has the file open. */
export async function openSyncFile(folder: FileSystemDirectoryHandle, name: string): Promise<SyncFile> {
  const handle = await folder.getFileHandle(name, { create: true });
  for (let left = retries; ; left--) {
    try {
      return await (handle as unknown as LockableHandle).createSyncAccessHandle();
    } catch (thrown) {
      const isHeld = thrown instanceof DOMException && thrown.name === "NoModificationAllowedError";
      if (!isHeld || left === 0) throw thrown;
    }
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}
