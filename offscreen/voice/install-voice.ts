import { UserFacingError } from "../../src/shared/errors.ts";
import { parseVoiceConfig, type VerifyModel, type VoiceParameters } from "../vocabulary.ts";
import type { CatalogueFile, CatalogueVoice } from "./catalogue.ts";
import { download } from "./download.ts";
import { hashFile, type FileHashes } from "./hash-file.ts";
import type { VoiceFileName, VoiceStore } from "./store.ts";

/** The progress of an install. `loadedBytes` counts the model and its config. */
export interface InstallProgress {
  status: "downloading" | "verifying";
  loadedBytes: number;
}

/**
 * Downloads and verifies a voice, and continues an earlier attempt. An installed voice is only checked, and repaired if necessary. Nothing
 * is installed unless it resolves. `onBytes` is called with the number of the model's bytes as they arrive, `onFault` with each error after
 * which the hosts are asked again.
 */
export async function installVoice(
  voice: CatalogueVoice,
  hosts: readonly string[],
  store: VoiceStore,
  verifyModel: VerifyModel,
  onProgress: (progress: InstallProgress) => void,
  onBytes: (bytes: number) => void,
  onFault: (fault: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  const { voiceId, name, language, quality, speakers } = voice;
  const totalBytes = voice.config.sizeBytes + voice.model.sizeBytes;
  if (await isIntact(voiceId, store, () => onProgress({ status: "verifying", loadedBytes: totalBytes }), signal)) return;
  await store.forget(voiceId);

  /** Downloads one file into the voice's folder. `beforeBytes` is the size of the files before it. */
  const fetchFile = async (
    file: CatalogueFile,
    fileName: VoiceFileName,
    beforeBytes: number,
  ): Promise<{ content: Blob; hashes: FileHashes }> => {
    const partial = await store.partial(voiceId, fileName);
    const reportStatus = (status: InstallProgress["status"]): void =>
      onProgress({ status, loadedBytes: beforeBytes + partial.loadedBytes });
    let accepted: { content: Blob; hashes: FileHashes } | undefined;
    const accept = async (content: Blob): Promise<boolean> => {
      if (beforeBytes + content.size === totalBytes) reportStatus("verifying");
      const hashes = await store.write(voiceId, fileName, content, signal);
      accepted = { content, hashes };
      return hashes.md5 === file.md5;
    };
    reportStatus("downloading");
    await download(
      file,
      hosts,
      partial,
      accept,
      (bytes) => {
        // The config is so small that its transfer time says nothing about the model's.
        if (fileName === "model.onnx") onBytes(bytes);
        reportStatus("downloading");
      },
      onFault,
      signal,
    );
    if (!accepted) throw new Error("a download ended without having been accepted");
    return accepted;
  };

  try {
    const config = await fetchFile(voice.config, "model.onnx.json", 0);
    const parameters = readParameters(await config.content.text());
    const model = await fetchFile(voice.model, "model.onnx", voice.config.sizeBytes);
    const { sha256 } = model.hashes;
    // It is the catalogue's file. If it does not speak, that is not a reason to delete it.
    const reportVerifying = (): void => onProgress({ status: "verifying", loadedBytes: totalBytes });
    const { kind } = await verifyModel(model.content, parameters.speakerCount, signal, reportVerifying);
    const streams = kind === "streams";
    await store.finish({
      voiceId,
      name,
      language,
      quality,
      speakers,
      source: "catalogue",
      sizeBytes: voice.model.sizeBytes,
      sha256,
      parameters,
      streams,
    });
  } catch (thrown) {
    // A rejected or interrupted copy would only use disk space. If it cannot be deleted now, the next start deletes it.
    await store.forget(voiceId).catch(() => undefined);
    throw thrown;
  }
}

function readParameters(json: string): VoiceParameters {
  try {
    return parseVoiceConfig(json);
  } catch (cause) {
    throw new UserFacingError("voiceFailed", String(cause), { cause });
  }
}

/** True if the voice is installed and its model has not changed by a single bit. */
async function isIntact(voiceId: string, store: VoiceStore, onVerifying: () => void, signal: AbortSignal): Promise<boolean> {
  const found = await store.find(voiceId);
  if (!found) return false;
  onVerifying();
  // Read from disk again: a file object from before a change can no longer be read, and changes are what this must detect.
  return (await hashFile(await store.model(voiceId), signal)).sha256 === found.voice.sha256;
}
