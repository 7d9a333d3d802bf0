import { UserFacingError } from "../src/shared/errors.ts";
import { request } from "../src/shared/messaging.ts";
import type { Voice } from "../src/shared/protocol.ts";
import { nameOfFile, type VoiceFiles } from "./voice-files.ts";

/**
 * Copies the files, as streams, to `folder`, where the offscreen document takes them in, and resolves with the voice that they became. `onCopied`
 * hears how much of the model is copied, 0 to 1; the offscreen document tells of what comes then. When it rejects, with the reason of `signal` for one, nothing is left.
 */
export async function importVoice({ model, config }: VoiceFiles, folder: string, onCopied: (share: number) => void, signal: AbortSignal): Promise<Voice> {
  const root = await navigator.storage.getDirectory();
  const imports = await root.getDirectoryHandle("imports", { create: true });
  const staged = await imports.getDirectoryHandle(folder, { create: true });
  try {
    await copy(config, staged, "model.onnx.json", () => undefined, signal);
    await copy(model, staged, "model.onnx", (bytes) => onCopied(bytes / model.size), signal);
    // If this fails, the import goes on to its end.
    signal.addEventListener("abort", () => void request("offscreen", "cancelImport", { folder }).catch(() => undefined));
    return await request("offscreen", "importVoice", { folder, name: nameOfFile(model.name) });
  } catch (thrown) {
    // Gone already where the offscreen document has looked at it.
    await imports.removeEntry(folder, { recursive: true }).catch(() => undefined);
    signal.throwIfAborted();
    if (thrown instanceof DOMException && thrown.name === "QuotaExceededError") throw new UserFacingError("diskFull", thrown.message, { cause: thrown });
    throw thrown;
  }
}

async function copy(file: File, folder: FileSystemDirectoryHandle, name: string, onBytes: (bytes: number) => void, signal: AbortSignal): Promise<void> {
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
