import { SpokenError } from "../../src/shared/errors.ts";
import type { VoiceParameters } from "../vocabulary.ts";

/** Written last, so that its presence is what makes a voice installed. */
export interface InstalledVoice {
  voiceId: string;
  sizeBytes: number;
  /** Of the model, hexadecimal: checked each time before the model is loaded. */
  sha256: string;
  parameters: VoiceParameters;
}

const modelName = "model.onnx";
const manifestName = "installed.json";

/** The voices on disk: a folder for each in the origin private file system. */
export interface VoiceStore {
  list(): Promise<InstalledVoice[]>;
  /** The voice and its model; rejects with `voiceNotInstalled`. */
  read(voiceId: string): Promise<{ voice: InstalledVoice; model: File }>;
  /** A stream that replaces the voice's model when it is closed, and leaves nothing when it is aborted. */
  writeModel(voiceId: string): Promise<FileSystemWritableFileStream>;
  /** Makes the voice installed: its model is written and verified. */
  finish(voice: InstalledVoice): Promise<void>;
  /** Frees the disk; a voice that is not there is no error. */
  remove(voiceId: string): Promise<void>;
}

/** Opens the store, making its folder if need be. */
export async function openVoiceStore(): Promise<VoiceStore> {
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle("voices", { create: true });

  const manifestOf = async (folder: FileSystemDirectoryHandle): Promise<InstalledVoice | undefined> => {
    try {
      const file = await (await folder.getFileHandle(manifestName)).getFile();
      // Only `finish` writes it, and it is written whole or not at all.
      return JSON.parse(await file.text()) as InstalledVoice;
    } catch {
      return undefined;
    }
  };

  return {
    async list() {
      const installed: InstalledVoice[] = [];
      for await (const handle of root.values()) {
        const voice = handle.kind === "directory" ? await manifestOf(handle as FileSystemDirectoryHandle) : undefined;
        if (voice) installed.push(voice);
      }
      return installed;
    },
    async read(voiceId) {
      try {
        const folder = await root.getDirectoryHandle(voiceId);
        const voice = await manifestOf(folder);
        if (voice) return { voice, model: await (await folder.getFileHandle(modelName)).getFile() };
      } catch (cause) {
        throw new SpokenError("voiceNotInstalled", `${voiceId} is not on disk`, { cause });
      }
      throw new SpokenError("voiceNotInstalled", `${voiceId} is not on disk`);
    },
    async writeModel(voiceId) {
      const folder = await root.getDirectoryHandle(voiceId, { create: true });
      return (await folder.getFileHandle(modelName, { create: true })).createWritable();
    },
    async finish(voice) {
      const folder = await root.getDirectoryHandle(voice.voiceId);
      const manifest = await (await folder.getFileHandle(manifestName, { create: true })).createWritable();
      await manifest.write(JSON.stringify(voice));
      await manifest.close();
    },
    async remove(voiceId) {
      await root.removeEntry(voiceId, { recursive: true }).catch((thrown: unknown) => {
        if (!(thrown instanceof DOMException && thrown.name === "NotFoundError")) throw thrown;
      });
    },
  };
}
