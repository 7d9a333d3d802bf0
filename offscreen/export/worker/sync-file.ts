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

/** Opens a file of a folder, and creates it if need be. Rejects while another context has it open. */
export async function openSyncFile(folder: FileSystemDirectoryHandle, name: string): Promise<SyncFile> {
  const handle = await folder.getFileHandle(name, { create: true });
  return (handle as unknown as LockableHandle).createSyncAccessHandle();
}
