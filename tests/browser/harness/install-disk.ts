import type { Chromium } from "../../../tools/browser/chromium.ts";

/** The files of a voice's folder with their sizes; empty when there is no folder. */
export function diskOf(chromium: Chromium, voiceId: string): Promise<Record<string, number>> {
  return chromium.evaluateInOffscreen(async (name) => {
    const sizes: Record<string, number> = {};
    try {
      const voices = await (await navigator.storage.getDirectory()).getDirectoryHandle("voices");
      for await (const handle of (await voices.getDirectoryHandle(name)).values()) {
        // A file that is just being replaced may be gone between the listing and the look.
        if (handle.kind === "file") sizes[handle.name] = (await (handle as FileSystemFileHandle).getFile()).size;
      }
    } catch (thrown) {
      if (!(thrown instanceof DOMException && thrown.name === "NotFoundError")) throw thrown;
    }
    return sizes;
  }, voiceId);
}

/** Bytes of a download's closed segments: what a crash would leave. */
export async function safeBytes(chromium: Chromium, voiceId: string): Promise<number> {
  const files = Object.entries(await diskOf(chromium, voiceId));
  return files.reduce((sum, [name, sizeBytes]) => sum + (/^model\.onnx\.\d+\.part$/.test(name) ? sizeBytes : 0), 0);
}

/** Flips the lowest bit of a byte of a file on disk. */
export function flipBit(chromium: Chromium, voiceId: string, fileName: string, at: number): Promise<void> {
  return chromium.evaluateInOffscreen(
    async (folder, name, position) => {
      const voices = await (await navigator.storage.getDirectory()).getDirectoryHandle("voices");
      const handle = await (await voices.getDirectoryHandle(folder)).getFileHandle(name);
      const [byte = 0] = new Uint8Array(await (await handle.getFile()).slice(position, position + 1).arrayBuffer());
      const stream = await handle.createWritable({ keepExistingData: true });
      await stream.write({ type: "write", position, data: Uint8Array.of(byte ^ 1) });
      await stream.close();
    },
    voiceId,
    fileName,
    at,
  );
}

/** Leaves of a file on disk only its first bytes. */
export function shorten(chromium: Chromium, voiceId: string, fileName: string, sizeBytes: number): Promise<void> {
  return chromium.evaluateInOffscreen(
    async (folder, name, size) => {
      const voices = await (await navigator.storage.getDirectory()).getDirectoryHandle("voices");
      const stream = await (await (await voices.getDirectoryHandle(folder)).getFileHandle(name)).createWritable({ keepExistingData: true });
      await stream.truncate(size);
      await stream.close();
    },
    voiceId,
    fileName,
    sizeBytes,
  );
}
