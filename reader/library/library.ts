import type { OfferedFile } from "../opening/open-document.ts";
import type { OpenedDocument } from "../opening/sanitise.ts";
import { hashFile } from "./hash-file.ts";
import { createLibraryStore, type KeptDocument, type LibraryStore } from "./library-store.ts";

/** What was opened, as the page uses it. */
export interface Library extends Omit<LibraryStore, "add"> {
  /** Keeps a document. Resolves to what is known of it, or to null if nothing is kept. */
  add(opened: Pick<OpenedDocument, "title" | "kind">, file: OfferedFile): Promise<KeptDocument | null>;
}

/** Creates the library. In a private window it is empty, and nothing is kept. */
export function createLibrary(isPrivate: boolean): Library {
  if (isPrivate) {
    return {
      list: () => Promise.resolve([]),
      add: () => Promise.resolve(null),
      setPlace: () => Promise.resolve(),
      file: () => Promise.resolve(undefined),
      remove: () => Promise.resolve(),
      clear: () => Promise.resolve(),
    };
  }
  const store = createLibraryStore();
  return {
    ...store,
    async add({ title, kind }, { name, content }) {
      const id = await hashFile(await content.arrayBuffer());
      return store.add({ id, title, kind, fileName: name, sizeBytes: content.size }, content);
    },
  };
}
