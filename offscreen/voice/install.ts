import { UserFacingError } from "../../src/shared/errors.ts";
import { parseVoiceConfig, type VerifyModel, type VoiceParameters } from "../vocabulary.ts";
import type { CatalogueFile, CatalogueVoice } from "./catalogue.ts";
import { download } from "./download.ts";
import { hashFile, type FileHashes } from "./hash-file.ts";
import type { VoiceFileName, VoiceStore } from "./store.ts";

/** How far an install is; `loadedBytes` counts the model and its config. */
export interface InstallProgress {
  status: "downloading" | "verifying";
  loadedBytes: number;
}

/**
 * Downloads and verifies a voice, going on where an earlier attempt ended; a voice that is installed is only checked, and repaired if
 * need be. Nothing is installed unless it resolves. `onBytes` hears of the model's bytes as they come over the network, and `onFault` of
 * each fault after which the hosts are asked again.
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
  if (await isSound(voiceId, store, () => onProgress({ status: "verifying", loadedBytes: totalBytes }), signal)) return;
  await store.forget(voiceId);

  /** Fetches one file into its place; `beforeBytes` is what the other has brought. */
  const fetchFile = async (file: CatalogueFile, fileName: VoiceFileName, beforeBytes: number): Promise<{ content: Blob; hashes: FileHashes }> => {
    const partial = await store.partial(voiceId, fileName);
    const tell = (status: InstallProgress["status"]): void => onProgress({ status, loadedBytes: beforeBytes + partial.loadedBytes });
    let accepted: { content: Blob; hashes: FileHashes } | undefined;
    const accept = async (content: Blob): Promise<boolean> => {
      if (beforeBytes + content.size === totalBytes) tell("verifying");
      const hashes = await store.write(voiceId, fileName, content, signal);
      accepted = { content, hashes };
      return hashes.md5 === file.md5;
    };
    tell("downloading");
    await download(file, hosts, partial, accept, (bytes) => {
      // The config is so small that how long it takes says nothing of how fast the model will come.
      if (fileName === "model.onnx") onBytes(bytes);
      tell("downloading");
    }, onFault, signal);
    if (!accepted) throw new Error("a download ended without having been accepted");
    return accepted;
  };

  try {
    const config = await fetchFile(voice.config, "model.onnx.json", 0);
    const parameters = readParameters(await config.content.text());
    const model = await fetchFile(voice.model, "model.onnx", voice.config.sizeBytes);
    const { sha256 } = model.hashes;
    // It is the catalogue's file: if it does not speak, that is no reason to throw it away.
    const tellStep = (): void => onProgress({ status: "verifying", loadedBytes: totalBytes });
    const { kind } = await verifyModel(model.content, parameters.speakerCount, signal, tellStep);
    const streams = kind === "streams";
    await store.finish({ voiceId, name, language, quality, speakers, source: "catalogue", sizeBytes: voice.model.sizeBytes, sha256, parameters, streams });
  } catch (thrown) {
    // A copy that was refused or interrupted would only take up room. If it cannot be removed now, the next start does it.
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

/** Whether the voice is installed and its model is still, bit by bit, what was verified then. */
async function isSound(voiceId: string, store: VoiceStore, onVerifying: () => void, signal: AbortSignal): Promise<boolean> {
  const found = await store.find(voiceId);
  if (!found) return false;
  onVerifying();
  // Looked up anew: a file that has changed since it was found cannot be read any more, and is what is to be found out here.
  return (await hashFile(await store.model(voiceId), signal)).sha256 === found.voice.sha256;
}
