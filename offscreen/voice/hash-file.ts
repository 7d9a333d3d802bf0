import { createMD5, createSHA256 } from "hash-wasm";

/** Digests in hexadecimal. */
export interface FileHashes {
  md5: string;
  sha256: string;
}

/**
 * Reads `content` once, from beginning to end. Each chunk is passed to `eachChunk` before the next is read. Rejects with the signal's
 * reason.
 */
export async function hashFile(
  content: Blob,
  signal?: AbortSignal,
  eachChunk?: (chunk: Uint8Array<ArrayBuffer>) => Promise<void>,
): Promise<FileHashes> {
  const [md5, sha256] = await Promise.all([createMD5(), createSHA256()]);
  for await (const chunk of content.stream()) {
    signal?.throwIfAborted();
    md5.update(chunk);
    sha256.update(chunk);
    await eachChunk?.(chunk);
  }
  signal?.throwIfAborted();
  return { md5: md5.digest("hex"), sha256: sha256.digest("hex") };
}
