import { UserFacingError } from "../src/shared/errors.ts";
import { request } from "../src/shared/messaging.ts";
import type { Voice } from "../src/shared/protocol.ts";
import { nameOfFile, type VoiceFiles } from "./voice-files.ts";

/**
 * Copies the files as streams to `folder`, from where the offscreen document imports them. Resolves to the new voice. `onCopied` is called
 * with the share of the model that is copied, 0 to 1; the offscreen document reports the later steps. If it rejects (with the signal's
 * reason if that aborted), nothing is left.
 */
export async function importVoice(
  { model, config }: VoiceFiles,
  folder: string,
  onCopied: (share: number) => void,
  signal: AbortSignal,
): Promise<Voice> {
  const root = await navigator.storage.getDirectory();
  const imports = await root.getDirectoryHandle("imports", { create: true });
  const staged = await imports.getDirectoryHandle(folder, { create: true });
  try {
    await copy(config, staged, "model.onnx.json", () => undefined, signal);
    await copy(model, staged, "model.onnx", (bytes) => onCopied(bytes / model.size), signal);
    // If this request fails, the import continues to its end.
    signal.addEventListener("abort", () => void request("offscreen", "cancelImport", { folder }).catch(() => undefined));
    return await request("offscreen", "importVoice", { folder, name: nameOfFile(model.name) });
  } catch (thrown) {
    // If the offscreen document has started the import, it has already deleted the folder.
    await imports.removeEntry(folder, { recursive: true }).catch(() => undefined);
    signal.throwIfAborted();
    if (thrown instanceof DOMException && thrown.name === "QuotaExceededError")
      throw new UserFacingError("diskFull", thrown.message, { cause: thrown });
    throw thrown;
  }
}

async function copy(
  file: File,
  folder: FileSystemDirectoryHandle,
  name: string,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  let bytes = 0;
  const count = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      bytes += chunk.length;
      onBytes(bytes);
      controller.enqueue(chunk);
    },
  });
  const target = await (await folder.getFileHandle(name, { create: true })).createWritable();
  await file.stream().pipeThrough(count).pipeTo(target, { signal });
}
