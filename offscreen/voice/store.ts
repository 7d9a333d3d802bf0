import { reportError } from "../../src/shared/diagnostic-log.ts";
import { UserFacingError } from "../../src/shared/errors.ts";
import type { Voice } from "../../src/shared/protocol.ts";
import type { VoiceParameters } from "../vocabulary.ts";
import { asDiskError, unlessNoFolder, unlessNotFound } from "./disk-error.ts";
import { entriesOf } from "./entries-of.ts";
import { hashFile, type FileHashes } from "./hash-file.ts";
import { openPartialFile, parseSegmentName, type PartialFile } from "./partial-file.ts";
import { removeStaleFiles } from "./remove-stale-files.ts";

/** What a voice on disk says of itself; written last, so that its presence is what makes a voice installed. */
export interface InstalledVoice extends Pick<Voice, "voiceId" | "name" | "language" | "quality" | "speakers" | "source"> {
  /** Of the model. */
  sizeBytes: number;
  /** Of the model, hexadecimal: checked each time before the model is loaded. */
  sha256: string;
  parameters: VoiceParameters;
  /** Whether its model was verified to stream: to speak chunk by chunk what it speaks as a whole. */
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
/** All files of an installed voice, the one first without which it is not installed. */
const namesInUse: readonly string[] = [manifestName, ...voiceFileNames];

/** What the voices take on disk, in bytes: whole voices, and all else, which is downloads that have not ended. */
export interface VoiceDiskUse {
  count: number;
  sizeBytes: number;
  partialBytes: number;
}

/** An installed voice, and whether its model on disk has another size than was installed. */
export interface StoredVoice extends InstalledVoice {
  hasOtherSize: boolean;
}

/**
 * The voices on disk: a folder for each in the origin private file system. The disk is looked at anew each time, so that what failed once
 * may succeed the next time; a folder that cannot be read is passed over where several are asked for, and counts as a trouble.
 */
export interface VoiceStore {
  list(): Promise<StoredVoice[]>;
  /** The `voiceId` of every folder, whatever is in it. */
  names(): Promise<string[]>;
  diskUse(): Promise<VoiceDiskUse>;
  /** Bytes of a voice's download that have come and can be gone on with. */
  partialBytes(voiceId: string): Promise<number>;
  /** The voice and its files, or undefined: it is also not installed when a file is missing. Its model may be another than was installed. */
  find(voiceId: string): Promise<VoiceOnDisk | undefined>;
  /** As `find`, but rejects with `voiceNotInstalled`. */
  read(voiceId: string): Promise<VoiceOnDisk>;
  /** The model as it is now: a file that was got before it was written cannot be read any more. Rejects with `voiceNotInstalled`. */
  model(voiceId: string): Promise<File>;
  /** Opens what has been downloaded of a file so far. */
  partial(voiceId: string, name: VoiceFileName): Promise<PartialFile>;
  /** Copies `content` into the voice's folder and tells what was copied; `onBytes` hears how much of it is. Rejects with `diskFull`, or with `signal`'s reason. */
  write(voiceId: string, name: VoiceFileName, content: Blob, signal?: AbortSignal, onBytes?: (bytes: number) => void): Promise<FileHashes>;
  /** Makes the voice installed, its files being written and verified, and drops what was left of its download. */
  finish(voice: InstalledVoice): Promise<void>;
  /** Changes the name of an installed voice, which stays installed whatever happens meanwhile. Rejects with `voiceNotInstalled`, or with `diskFull`. */
  rename(voiceId: string, name: string): Promise<void>;
  /** Makes the voice not installed and frees the disk of its files; what has been downloaded anew is kept. */
  forget(voiceId: string): Promise<void>;
  /** Frees the disk of what has been downloaded; a voice that is installed stays so. */
  discardPartial(voiceId: string): Promise<void>;
  /** Makes the voice not installed, and frees the disk of everything of it; one that is not there is no error. */
  remove(voiceId: string): Promise<void>;
  /** Frees the disk of what earlier sessions left behind and nobody can use; answers with the bytes of each download that can go on. */
  removeStaleFiles(knownVoiceIds: ReadonlySet<string>): Promise<Map<string, number>>;
}

/** Opens the store; its folder is made when it is first needed. */
export function openVoiceStore(): VoiceStore {
  const root = async (): Promise<FileSystemDirectoryHandle> => (await navigator.storage.getDirectory()).getDirectoryHandle("voices", { create: true });
  const folderOf = async (voiceId: string): Promise<FileSystemDirectoryHandle> => (await root()).getDirectoryHandle(voiceId, { create: true });
  const existingFolderOf = async (voiceId: string): Promise<FileSystemDirectoryHandle | undefined> => (await root()).getDirectoryHandle(voiceId).catch(unlessNoFolder);

  /** Voices that were found whole, so that a voice in use is not looked up for every sentence; forgotten whenever its folder changes. */
  const found = new Map<string, VoiceOnDisk>();
  /** How often each folder was changed: what was read while it changed is not remembered. */
  const changes = new Map<string, number>();

  const changing = async <T>(voiceId: string, change: () => Promise<T>): Promise<T> => {
    const forgetFound = (): void => {
      found.delete(voiceId);
      changes.set(voiceId, (changes.get(voiceId) ?? 0) + 1);
    };
    forgetFound();
    return change().finally(forgetFound);
  };

  /** Does `task` with every voice's folder, and passes over those where it fails. */
  const withEachFolder = async (task: (folder: FileSystemDirectoryHandle) => Promise<void>): Promise<void> => {
    for (const handle of await entriesOf(await root())) {
      // The types do not tell the kinds of handle apart.
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
          // A stream that has failed cannot be aborted any more, which is as good.
          await stream.abort().catch(() => undefined);
          throw asDiskError(thrown);
        }
      }),
    finish: (voice) =>
      changing(voice.voiceId, async () => {
        const folder = await folderOf(voice.voiceId);
        await writeManifest(folder, voice);
        // The voice is installed: what cannot be removed now, the next start removes.
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
        // First, so that nobody takes a voice for installed of which a part has gone.
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

/** Writes what a voice says of itself, in place of what it said before, as soon as all of it is on disk. */
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

/** The voice in a folder, or undefined when it is not whole. */
async function readInstalled(folder: FileSystemDirectoryHandle): Promise<VoiceOnDisk | undefined> {
  try {
    const [manifest, model, config] = await Promise.all(namesInUse.map(async (name) => (await folder.getFileHandle(name)).getFile()));
    if (!manifest || !model || !config) return undefined;
    // Only `finish` writes it, and it is written whole or not at all.
    const { speaksInPieces, ...stored } = JSON.parse(await manifest.text()) as InstalledVoice & { speaksInPieces?: boolean };
    // Voices that were installed by earlier builds have `streams` under its old name.
    return { voice: { ...stored, streams: stored.streams ?? speaksInPieces ?? false }, model, config };
  } catch (thrown) {
    // A file that is missing, or a manifest that the disk has damaged: in both cases the voice has to be installed again.
    if (thrown instanceof SyntaxError || (thrown instanceof DOMException && thrown.name === "NotFoundError")) return undefined;
    throw thrown;
  }
}
