import { reportError } from "../../src/shared/diagnostic-log.ts";
import { UserFacingError } from "../../src/shared/errors.ts";
import type { Voice } from "../../src/shared/protocol.ts";
import type { VoiceParameters } from "../vocabulary.ts";
import { asDiskError, unlessNoFolder, unlessNotFound } from "./disk-error.ts";
import { entriesOf } from "./entries-of.ts";
import { hashFile, type FileHashes } from "./hash-file.ts";
import { openPartialFile, parseSegmentName, type PartialFile } from "./partial-file.ts";
import { removeStaleFiles } from "./remove-stale-files.ts";

/** The description of a voice on disk. It is written last: a voice is installed when it exists. */
export interface InstalledVoice extends Pick<Voice, "voiceId" | "name" | "language" | "quality" | "speakers" | "source"> {
  /** The size of the model. */
  sizeBytes: number;
  /** The hash of the model, in hexadecimal. It is checked each time before the model is loaded. */
  sha256: string;
  parameters: VoiceParameters;
  /** True if the model was verified to give the same sound in chunks as in one piece. */
  streams: boolean;
}

/** An installed voice with its files. */
export interface VoiceOnDisk {
  voice: InstalledVoice;
  model: File;
  config: File;
}

/** The files of an installed voice, named as in its folder. */
export const voiceFileNames = ["model.onnx", "model.onnx.json"] as const;
export type VoiceFileName = (typeof voiceFileNames)[number];
const manifestName = "installed.json";
/** All files of an installed voice. Without the first one it is not installed. */
const namesInUse: readonly string[] = [manifestName, ...voiceFileNames];

/** The disk space that voices use, in bytes: complete voices, and everything else, which is unfinished downloads. */
export interface VoiceDiskUse {
  count: number;
  sizeBytes: number;
  partialBytes: number;
}

/** An installed voice. `hasOtherSize` is true if its model on disk has another size than the installed one. */
export interface StoredVoice extends InstalledVoice {
  hasOtherSize: boolean;
}

/**
 * The voices on disk: one folder for each in the origin private file system. The disk is read again each time, so that what failed once may
 * succeed the next time. When several folders are read, an unreadable one is skipped and added to the error reports.
 */
export interface VoiceStore {
  list(): Promise<StoredVoice[]>;
  /** The `voiceId` of every folder, whatever it contains. */
  names(): Promise<string[]>;
  diskUse(): Promise<VoiceDiskUse>;
  /** The bytes of a voice's download that can be resumed. */
  partialBytes(voiceId: string): Promise<number>;
  /**
   * The voice and its files. Undefined if it is not installed, which includes that a file is missing. The model may differ from what was
   * installed.
   */
  find(voiceId: string): Promise<VoiceOnDisk | undefined>;
  /** Like `find`, but rejects with `voiceNotInstalled`. */
  read(voiceId: string): Promise<VoiceOnDisk>;
  /** The current model file: a file object from before a write can no longer be read. Rejects with `voiceNotInstalled`. */
  model(voiceId: string): Promise<File>;
  /** Opens what has been downloaded of a file so far. */
  partial(voiceId: string, name: VoiceFileName): Promise<PartialFile>;
  /**
   * Copies `content` into the voice's folder and returns its hashes. `onBytes` is called with the number of bytes copied so far. Rejects
   * with `diskFull`, or with the signal's reason.
   */
  write(voiceId: string, name: VoiceFileName, content: Blob, signal?: AbortSignal, onBytes?: (bytes: number) => void): Promise<FileHashes>;
  /** Makes the voice installed, after its files were written and verified, and deletes what is left of its download. */
  finish(voice: InstalledVoice): Promise<void>;
  /** Renames an installed voice. It stays installed even if this fails. Rejects with `voiceNotInstalled` or `diskFull`. */
  rename(voiceId: string, name: string): Promise<void>;
  /** Makes the voice not installed and deletes its files. The bytes of a new download are kept. */
  forget(voiceId: string): Promise<void>;
  /** Deletes the bytes of a download. An installed voice stays installed. */
  discardPartial(voiceId: string): Promise<void>;
  /** Deletes everything of a voice. It is not an error if the voice does not exist. */
  remove(voiceId: string): Promise<void>;
  /** Deletes unusable files of earlier sessions. Resolves to the bytes of each download that can be resumed. */
  removeStaleFiles(knownVoiceIds: ReadonlySet<string>): Promise<Map<string, number>>;
}

/** Opens the store. Its folder is created when it is first needed. */
export function openVoiceStore(): VoiceStore {
  const root = async (): Promise<FileSystemDirectoryHandle> =>
    (await navigator.storage.getDirectory()).getDirectoryHandle("voices", { create: true });
  const folderOf = async (voiceId: string): Promise<FileSystemDirectoryHandle> =>
    (await root()).getDirectoryHandle(voiceId, { create: true });
  const existingFolderOf = async (voiceId: string): Promise<FileSystemDirectoryHandle | undefined> =>
    (await root()).getDirectoryHandle(voiceId).catch(unlessNoFolder);

  /**
   * The voices that were found complete, so that a voice in use is not looked up for every sentence. An entry is dropped whenever its
   * folder changes.
   */
  const found = new Map<string, VoiceOnDisk>();
  /** How often each folder changed. What was read during a change is not cached. */
  const changes = new Map<string, number>();

  const changing = async <T>(voiceId: string, change: () => Promise<T>): Promise<T> => {
    const forgetFound = (): void => {
      found.delete(voiceId);
      changes.set(voiceId, (changes.get(voiceId) ?? 0) + 1);
    };
    forgetFound();
    return change().finally(forgetFound);
  };

  /** Runs `task` for every voice's folder, and skips those where it fails. */
  const withEachFolder = async (task: (folder: FileSystemDirectoryHandle) => Promise<void>): Promise<void> => {
    for (const handle of await entriesOf(await root())) {
      // TypeScript does not distinguish the kinds of handle.
      if (handle.kind === "directory") await task(handle as FileSystemDirectoryHandle).catch(passOver);
    }
  };

  const store: VoiceStore = {
    async list() {
      const installed: StoredVoice[] = [];
      await withEachFolder(async (folder) => {
        const onDisk = await readInstalled(folder);
        if (onDisk) installed.push({ ...onDisk.voice, hasOtherSize: onDisk.model.size !== onDisk.voice.sizeBytes });
      });
      return installed;
    },
    names: async () => (await entriesOf(await root())).map(({ name }) => name),
    async diskUse() {
      const use: VoiceDiskUse = { count: 0, sizeBytes: 0, partialBytes: 0 };
      await withEachFolder(async (folder) => {
        const isWhole = (await readInstalled(folder)) !== undefined;
        if (isWhole) use.count += 1;
        for (const { name, size } of await filesOf(folder)) {
          if (isWhole && namesInUse.includes(name)) use.sizeBytes += size;
          else use.partialBytes += size;
        }
      });
      return use;
    },
    async partialBytes(voiceId) {
      const folder = await existingFolderOf(voiceId);
      const segments = folder ? (await filesOf(folder)).filter(({ name }) => parseSegmentName(name)) : [];
      return segments.reduce((sum, { size }) => sum + size, 0);
    },
    async find(voiceId) {
      const known = found.get(voiceId);
      if (known) return known;
      const before = changes.get(voiceId);
      const folder = await existingFolderOf(voiceId);
      const onDisk = folder && (await readInstalled(folder));
      if (onDisk && changes.get(voiceId) === before) found.set(voiceId, onDisk);
      return onDisk;
    },
    async read(voiceId) {
      const onDisk = await store.find(voiceId);
      if (!onDisk) throw new UserFacingError("voiceNotInstalled", `${voiceId} is not on disk`);
      return onDisk;
    },
    async model(voiceId) {
      try {
        return await (await (await (await root()).getDirectoryHandle(voiceId)).getFileHandle("model.onnx")).getFile();
      } catch (thrown) {
        unlessNotFound(thrown);
        throw new UserFacingError("voiceNotInstalled", `${voiceId} is not on disk`, { cause: thrown });
      }
    },
    partial: async (voiceId, name) => openPartialFile(await folderOf(voiceId), name),
    write: (voiceId, name, content, signal, onBytes) =>
      changing(voiceId, async () => {
        const stream = await (await (await folderOf(voiceId)).getFileHandle(name, { create: true })).createWritable();
        try {
          let bytes = 0;
          const hashes = await hashFile(content, signal, async (chunk) => {
            await stream.write(chunk);
            onBytes?.((bytes += chunk.length));
          });
          await stream.close();
          return hashes;
        } catch (thrown) {
          // A stream that has failed cannot be aborted. It has ended anyway.
          await stream.abort().catch(() => undefined);
          throw asDiskError(thrown);
        }
      }),
    finish: (voice) =>
      changing(voice.voiceId, async () => {
        const folder = await folderOf(voice.voiceId);
        await writeManifest(folder, voice);
        // The voice is installed. What cannot be deleted now, the next start deletes.
        await discardSegments(folder).catch(passOver);
      }),
    forget: (voiceId) =>
      changing(voiceId, async () => {
        const folder = await existingFolderOf(voiceId);
        for (const name of namesInUse) await folder?.removeEntry(name).catch(unlessNotFound);
      }),
    async discardPartial(voiceId) {
      const folder = await existingFolderOf(voiceId);
      if (!folder) return;
      const wasInstalled = (await entriesOf(folder)).some(({ name }) => name === manifestName);
      if (wasInstalled) await discardSegments(folder);
      else await (await root()).removeEntry(voiceId, { recursive: true }).catch(unlessNotFound);
    },
    rename: (voiceId, name) =>
      changing(voiceId, async () => {
        const { voice } = await store.read(voiceId);
        await writeManifest(await folderOf(voiceId), { ...voice, name });
      }),
    remove: (voiceId) =>
      changing(voiceId, async () => {
        // The manifest first, so that a partly deleted voice does not count as installed.
        const folder = await existingFolderOf(voiceId);
        await folder?.removeEntry(manifestName).catch(unlessNotFound);
        await (await root()).removeEntry(voiceId, { recursive: true }).catch(unlessNotFound);
      }),
    removeStaleFiles: async (knownVoiceIds) => removeStaleFiles(await root(), knownVoiceIds, namesInUse, passOver),
  };
  return store;
}

function passOver(thrown: unknown): void {
  reportError("voices", thrown);
}

async function filesOf(folder: FileSystemDirectoryHandle): Promise<File[]> {
  const files = (await entriesOf(folder)).filter(({ kind }) => kind === "file");
  // As above.
  return Promise.all(files.map((handle) => (handle as FileSystemFileHandle).getFile()));
}

async function discardSegments(folder: FileSystemDirectoryHandle): Promise<void> {
  for (const name of voiceFileNames) await (await openPartialFile(folder, name)).discard();
}

/** Writes a voice's description. It replaces the old one only when it is completely on disk. */
async function writeManifest(folder: FileSystemDirectoryHandle, voice: InstalledVoice): Promise<void> {
  const manifest = await (await folder.getFileHandle(manifestName, { create: true })).createWritable();
  try {
    await manifest.write(JSON.stringify(voice));
    await manifest.close();
  } catch (thrown) {
    await manifest.abort().catch(() => undefined);
    throw asDiskError(thrown);
  }
}

/** The voice in a folder, or undefined if it is not complete. */
async function readInstalled(folder: FileSystemDirectoryHandle): Promise<VoiceOnDisk | undefined> {
  try {
    const [manifest, model, config] = await Promise.all(namesInUse.map(async (name) => (await folder.getFileHandle(name)).getFile()));
    if (!manifest || !model || !config) return undefined;
    // Only `finish` and `rename` write it, and always completely.
    const { speaksInPieces, ...stored } = JSON.parse(await manifest.text()) as InstalledVoice & { speaksInPieces?: boolean };
    // Voices that were installed by earlier builds have `streams` under its old name.
    return { voice: { ...stored, streams: stored.streams ?? speaksInPieces ?? false }, model, config };
  } catch (thrown) {
    // A missing file or a damaged manifest: in both cases the voice has to be installed again.
    if (thrown instanceof SyntaxError || (thrown instanceof DOMException && thrown.name === "NotFoundError")) return undefined;
    throw thrown;
  }
}
