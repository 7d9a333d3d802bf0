import { SpokenError } from "../../src/shared/errors.ts";
import type { Voice } from "../../src/shared/protocol.ts";
import type { VoiceParameters } from "../vocabulary.ts";
import { asDiskError, unlessNotFound } from "./disk-error.ts";
import { hashFile, type FileHashes } from "./hash-file.ts";
import { openPartialFile, type PartialFile } from "./partial-file.ts";
import { tidyVoices } from "./tidy.ts";

/** What a voice on disk says of itself; written last, so that its presence is what makes a voice installed. */
export interface InstalledVoice extends Pick<Voice, "voiceId" | "name" | "language" | "quality" | "speakers" | "source"> {
  /** Of the model. */
  sizeBytes: number;
  /** Of the model, hexadecimal: checked each time before the model is loaded. */
  sha256: string;
  parameters: VoiceParameters;
  /** Whether its model was found to speak piece by piece what it speaks as a whole. */
  speaksInPieces: boolean;
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

/** The voices on disk: a folder for each in the origin private file system. */
export interface VoiceStore {
  list(): Promise<InstalledVoice[]>;
  /** The voice and its files, or undefined: it is also not installed when a file is missing or its model has another size. */
  find(voiceId: string): Promise<VoiceOnDisk | undefined>;
  /** As `find`, but rejects with `voiceNotInstalled`. */
  read(voiceId: string): Promise<VoiceOnDisk>;
  /** Opens what has been downloaded of a file so far. */
  partial(voiceId: string, name: VoiceFileName): Promise<PartialFile>;
  /** Copies `content` into the voice's folder and tells what was copied; rejects with `diskFull`, or with `signal`'s reason. */
  write(voiceId: string, name: VoiceFileName, content: Blob, signal?: AbortSignal): Promise<FileHashes>;
  /** Makes the voice installed, its files being written and verified, and drops what was left of its download; answers with what is now on disk. */
  finish(voice: Omit<InstalledVoice, "speaksInPieces">): Promise<InstalledVoice>;
  /** Changes the name of an installed voice, which stays installed whatever happens meanwhile. Rejects with `voiceNotInstalled`, or with `diskFull`. */
  rename(voiceId: string, name: string): Promise<void>;
  /** Makes the voice not installed and frees the disk of its files; what has been downloaded anew is kept. */
  forget(voiceId: string): Promise<void>;
  /** Frees the disk of everything of a voice; one that is not there is no error. */
  remove(voiceId: string): Promise<void>;
  removeAll(): Promise<void>;
  /** Frees the disk of what earlier sessions left behind and nobody can use; answers with the bytes of each download that can go on. */
  tidy(knownVoiceIds: ReadonlySet<string>): Promise<Map<string, number>>;
}

/** Finds out whether a model speaks piece by piece what it speaks as a whole. */
export type VerifyModel = (model: File) => Promise<boolean>;

/** Opens the store, making its folder if need be. */
export async function openVoiceStore(verifyModel: VerifyModel): Promise<VoiceStore> {
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle("voices", { create: true });
  const folderOf = (voiceId: string): Promise<FileSystemDirectoryHandle> => root.getDirectoryHandle(voiceId, { create: true });

  /** Voices that were found whole, so that a voice in use is not looked up for every sentence; forgotten whenever its folder changes. */
  const found = new Map<string, VoiceOnDisk>();

  const store: VoiceStore = {
    async list() {
      const installed: InstalledVoice[] = [];
      for await (const handle of root.values()) {
        const onDisk = handle.kind === "directory" ? await readInstalled(handle as FileSystemDirectoryHandle) : undefined;
        if (onDisk) installed.push(onDisk.voice);
      }
      return installed;
    },
    async find(voiceId) {
      const known = found.get(voiceId);
      if (known) return known;
      // A name that no folder can have is refused by a TypeError, and is no voice either.
      const folder = await root.getDirectoryHandle(voiceId).catch(() => undefined);
      const onDisk = folder && (await readInstalled(folder));
      if (onDisk) found.set(voiceId, onDisk);
      return onDisk;
    },
    async read(voiceId) {
      const onDisk = await store.find(voiceId);
      if (!onDisk) throw new SpokenError("voiceNotInstalled", `${voiceId} is not on disk`);
      return onDisk;
    },
    partial: async (voiceId, name) => openPartialFile(await folderOf(voiceId), name),
    async write(voiceId, name, content, signal) {
      found.delete(voiceId);
      const stream = await (await (await folderOf(voiceId)).getFileHandle(name, { create: true })).createWritable();
      try {
        const hashes = await hashFile(content, signal, (chunk) => stream.write(chunk));
        await stream.close();
        return hashes;
      } catch (thrown) {
        // A stream that has failed cannot be aborted any more, which is as good.
        await stream.abort().catch(() => undefined);
        throw asDiskError(thrown);
      }
    },
    async finish(verified) {
      const folder = await folderOf(verified.voiceId);
      const model = await (await folder.getFileHandle("model.onnx")).getFile();
      const voice: InstalledVoice = { ...verified, speaksInPieces: await verifyModel(model) };
      await writeManifest(folder, voice);
      for (const name of voiceFileNames) await (await openPartialFile(folder, name)).discard();
      return voice;
    },
    async rename(voiceId, name) {
      const { voice } = await store.read(voiceId);
      await writeManifest(await folderOf(voiceId), { ...voice, name });
      found.delete(voiceId);
    },
    async forget(voiceId) {
      found.delete(voiceId);
      const folder = await folderOf(voiceId);
      for (const name of [manifestName, ...voiceFileNames]) await folder.removeEntry(name).catch(unlessNotFound);
    },
    remove: (voiceId) => {
      found.delete(voiceId);
      return root.removeEntry(voiceId, { recursive: true }).catch(unlessNotFound);
    },
    async removeAll() {
      const names: string[] = [];
      for await (const { name } of root.values()) names.push(name);
      for (const name of names) await store.remove(name);
    },
    tidy: (knownVoiceIds) => tidyVoices(root, knownVoiceIds, async (folder) => (await readInstalled(folder)) && [manifestName, ...voiceFileNames]),
  };
  return store;
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
    const [manifest, model, config] = await Promise.all([manifestName, ...voiceFileNames].map(async (name) => (await folder.getFileHandle(name)).getFile()));
    if (!manifest || !model || !config) return undefined;
    // Only `finish` writes it, and it is written whole or not at all.
    const voice = JSON.parse(await manifest.text()) as InstalledVoice;
    return model.size === voice.sizeBytes ? { voice, model, config } : undefined;
  } catch (thrown) {
    // A file that is missing, or a manifest that the disk has damaged: in both cases the voice has to be installed again.
    if (thrown instanceof SyntaxError || (thrown instanceof DOMException && thrown.name === "NotFoundError")) return undefined;
    throw thrown;
  }
}
