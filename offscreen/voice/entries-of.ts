/** What is in a folder, listed before anything is changed: a listing that changes under way may skip entries. */
export async function entriesOf(folder: FileSystemDirectoryHandle): Promise<FileSystemHandle[]> {
  const entries: FileSystemHandle[] = [];
  for await (const handle of folder.values()) entries.push(handle);
  return entries;
}
