import { createMD5, createSHA256 } from "hash-wasm";
import { SpokenError } from "../../src/shared/errors.ts";
import type { CatalogueFile } from "./catalogue.ts";

/** A download without a byte for this long is given up. */
const stallTimeoutMs = 30_000;

/**
 * Streams `file` from `host` into `sink`, which the caller closes or aborts. Resolves with the SHA-256 once size and MD5 are the
 * catalogue's; rejects with a `SpokenError` that says which of the many ways it went wrong, or with the signal's `AbortError`.
 */
export async function download(
  host: string,
  file: CatalogueFile,
  sink: (chunk: Uint8Array<ArrayBuffer>) => Promise<void> | void,
  onProgress: (loadedBytes: number) => void,
  signal: AbortSignal,
): Promise<string> {
  const stalled = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expectBytes = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => stalled.abort(new SpokenError("downloadStalled", `no byte for ${stallTimeoutMs} ms`)), stallTimeoutMs);
  };
  try {
    expectBytes();
    const response = await fetchFile(`${host}/${file.path}`, AbortSignal.any([signal, stalled.signal]));
    const [md5, sha256] = await Promise.all([createMD5(), createSHA256()]);
    let loadedBytes = 0;
    for await (const chunk of response.body ?? []) {
      expectBytes();
      loadedBytes += chunk.length;
      if (loadedBytes > file.sizeBytes) throw new SpokenError("hostAnswerWrong", `more than ${file.sizeBytes} bytes came`);
      md5.update(chunk);
      sha256.update(chunk);
      await sink(chunk);
      onProgress(loadedBytes);
    }
    if (loadedBytes < file.sizeBytes) throw new SpokenError("downloadIncomplete", `${loadedBytes} of ${file.sizeBytes} bytes came`);
    if (md5.digest("hex") !== file.md5) throw new SpokenError("hostAnswerWrong", "the MD5 is not the catalogue's");
    return sha256.digest("hex");
  } catch (thrown) {
    throw asDownloadError(thrown, signal, stalled.signal);
  } finally {
    clearTimeout(timer);
  }
}

async function fetchFile(url: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal, credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer" });
  if (!response.ok) throw new SpokenError("hostRefused", `the host answered ${response.status}`);
  if (response.headers.get("content-type")?.startsWith("text/html")) {
    throw new SpokenError("hostAnswerWrong", "a web page came in place of the file");
  }
  return response;
}

function asDownloadError(thrown: unknown, signal: AbortSignal, stalled: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (stalled.aborted) return stalled.reason;
  if (thrown instanceof SpokenError) return thrown;
  if (thrown instanceof DOMException && thrown.name === "QuotaExceededError") {
    return new SpokenError("diskFull", "the browser has no room for the voice", { cause: thrown });
  }
  // `fetch` and a body that breaks off both reject with a TypeError that tells no more.
  if (thrown instanceof TypeError) {
    return new SpokenError(navigator.onLine ? "hostUnreachable" : "offline", thrown.message, { cause: thrown });
  }
  return thrown;
}
