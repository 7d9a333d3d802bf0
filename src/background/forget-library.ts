import { readerLibrary } from "../shared/reader-library.ts";

/** Deletes what the reader keeps. A reader that is open closes its connection to it. */
export function forgetLibrary(): Promise<void> {
  return new Promise((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase(readerLibrary);
    deleting.addEventListener("success", () => resolve());
    deleting.addEventListener("error", () => reject(deleting.error));
  });
}
