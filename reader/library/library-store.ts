import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { readerLibrary } from "../../src/shared/reader-library.ts";
import type { Settings } from "../../src/shared/settings.ts";
import type { DocumentKind } from "../opening/recognise.ts";

/** How far a document was read. */
export interface ReadingPlace {
  /** Where to go on: an offset into its text. */
  offset: number;
  /** The share of the text before it, 0 to 1. 1 if it was heard to its end. */
  share: number;
}

/** A document that was opened. */
export interface KeptDocument {
  /** The SHA-256 of the file: the same file is the same document, whatever it is called. */
  id: string;
  title: string;
  kind: DocumentKind;
  /** The name of the file. Empty if it was a text. */
  fileName: string;
  sizeBytes: number;
  /** When it was opened or read last, in milliseconds since the epoch. */
  usedAtMs: number;
  /** Null until it is read. */
  place: ReadingPlace | null;
}

/** What was opened, on this device. Methods reject if the disk fails. */
export interface LibraryStore {
  /** All documents, those first that were used last. Those that are not to be kept any longer are removed before. */
  list(keeps: Settings["keepsDocuments"]): Promise<KeptDocument[]>;
  /** Keeps a document. Resolves to what is known of it: its place is the one that it had. */
  add(document: Omit<KeptDocument, "usedAtMs" | "place">, file: Blob): Promise<KeptDocument>;
  /** Keeps the place of a document, if it is still in the library. */
  setPlace(id: string, place: ReadingPlace): Promise<void>;
  /** The file of a document. Undefined if it was removed. */
  file(id: string): Promise<Blob | undefined>;
  remove(id: string): Promise<void>;
  clear(): Promise<void>;
}

interface LibrarySchema extends DBSchema {
  documents: { key: string; value: KeptDocument; indexes: { usedAtMs: number } };
  /** Apart from what is listed, so that a list does not read them. */
  files: { key: string; value: Blob };
}

const monthMs = 30 * 86_400_000;

/** Creates the library. Its database is opened when it is used, and closed when another page deletes it. */
export function createLibraryStore(): LibraryStore {
  let opening: Promise<IDBPDatabase<LibrarySchema>> | undefined;

  const database = (): Promise<IDBPDatabase<LibrarySchema>> => {
    opening ??= openDB<LibrarySchema>(readerLibrary, 1, {
      upgrade(db) {
        db.createObjectStore("documents", { keyPath: "id" }).createIndex("usedAtMs", "usedAtMs");
        db.createObjectStore("files");
      },
      blocking(_version, _blockedVersion, event) {
        // The event's target is the connection that blocks.
        (event.target as IDBDatabase).close();
        opening = undefined;
      },
      terminated: () => (opening = undefined),
    });
    opening.catch(() => (opening = undefined));
    return opening;
  };

  const removeAll = async (ids: readonly string[]): Promise<void> => {
    const tx = (await database()).transaction(["documents", "files"], "readwrite");
    await Promise.all([...ids.flatMap((id) => [tx.objectStore("documents").delete(id), tx.objectStore("files").delete(id)]), tx.done]);
  };

  return {
    async list(keeps) {
      const all = await (await database()).getAllFromIndex("documents", "usedAtMs");
      const oldest = keeps === "always" ? -Infinity : keeps === "month" ? Date.now() - monthMs : Infinity;
      const old = all.filter(({ usedAtMs }) => usedAtMs < oldest);
      if (old.length > 0) await removeAll(old.map(({ id }) => id));
      return all.filter(({ usedAtMs }) => usedAtMs >= oldest).toReversed();
    },
    async add(document, file) {
      const tx = (await database()).transaction(["documents", "files"], "readwrite");
      const documents = tx.objectStore("documents");
      const before = await documents.get(document.id);
      const kept = { ...document, usedAtMs: Date.now(), place: before?.place ?? null };
      await Promise.all([documents.put(kept), tx.objectStore("files").put(file, document.id), tx.done]);
      return kept;
    },
    async setPlace(id, place) {
      const tx = (await database()).transaction("documents", "readwrite");
      const kept = await tx.store.get(id);
      await Promise.all([kept && tx.store.put({ ...kept, place, usedAtMs: Date.now() }), tx.done]);
    },
    file: async (id) => (await database()).get("files", id),
    remove: (id) => removeAll([id]),
    async clear() {
      const tx = (await database()).transaction(["documents", "files"], "readwrite");
      await Promise.all([tx.objectStore("documents").clear(), tx.objectStore("files").clear(), tx.done]);
    },
  };
}
