/** Lists a folder's entries before anything is changed: a listing during changes may skip entries. */
export async function entriesOf(folder: FileSystemDirectoryHandle): Promise<FileSystemHandle[]> {
  const entries: FileSystemHandle[] = [];
  for await (const handle of folder.values()) entries.push(handle);
  return entries;
}
