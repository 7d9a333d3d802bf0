import { UserFacingError } from "../../src/shared/errors.ts";
import type { PartialFile } from "./partial-file.ts";

/** The host asked for a pause before the next request. */
export class BusyHostError extends UserFacingError {
  constructor(readonly retryAfterMs: number) {
    super("hostBusy", `the host asked to wait ${retryAfterMs} ms`);
  }
}

/**
 * Requests the bytes up to `sizeBytes` that `partial` does not have, and appends them. Resolves when all bytes are there; they are not
 * verified yet. Rejects with a `UserFacingError` that says what went wrong, or with the signal's reason. Received bytes are kept in every
 * case.
 */
export async function fetchRest(
  url: string,
  sizeBytes: number,
  partial: PartialFile,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
  stallTimeoutMs: number,
): Promise<void> {
  const stalled = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let answered = false;
  const expectBytes = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => stalled.abort(new UserFacingError("downloadStalled", `no byte for ${stallTimeoutMs} ms`)), stallTimeoutMs);
  };
  try {
    expectBytes();
    const offset = partial.loadedBytes;
    const response = await ask(url, offset, AbortSignal.any([signal, stalled.signal]));
    answered = true;
    // A host may send the whole file although only the rest was requested. Then the existing bytes are skipped.
    let toSkip = response.status === 206 ? 0 : offset;
    for await (const chunk of response.body ?? []) {
      expectBytes();
      const fresh = chunk.subarray(Math.min(toSkip, chunk.length));
      toSkip -= chunk.length - fresh.length;
      if (partial.loadedBytes + fresh.length > sizeBytes)
        throw new UserFacingError("downloadSizeWrong", `more than ${sizeBytes} bytes came`);
      if (fresh.length > 0) await partial.append(fresh);
      onBytes(chunk.length);
    }
    if (partial.loadedBytes < sizeBytes)
      throw new UserFacingError("downloadIncomplete", `${partial.loadedBytes} of ${sizeBytes} bytes came`);
  } catch (thrown) {
    if (signal.aborted) throw signal.reason;
    if (stalled.signal.aborted) throw stalled.signal.reason;
    // `fetch` and an interrupted body both reject with a TypeError without further detail.
    if (!(thrown instanceof TypeError)) throw thrown;
    const code = isOffline() ? "offline" : answered ? "downloadIncomplete" : "hostUnreachable";
    throw new UserFacingError(code, thrown.message, { cause: thrown });
  } finally {
    clearTimeout(timer);
    await partial.flush();
  }
}

async function ask(url: string, offset: number, signal: AbortSignal): Promise<Response> {
  // No `If-Range`: it would need a preflight that the host does not answer. The hash detects a file that changed in the meantime.
  const headers = offset > 0 ? { range: `bytes=${offset}-` } : undefined;
  const response = await fetch(url, {
    ...(headers && { headers }),
    signal,
    credentials: "omit",
    cache: "no-store",
    referrerPolicy: "no-referrer",
  });
  if (!response.ok) throw refusal(response, offset);
  if (response.headers.get("content-type")?.startsWith("text/html")) {
    throw new UserFacingError("networkSignIn", "a web page came in place of the file");
  }
  return response;
}

function refusal({ status, headers }: Response, offset: number): UserFacingError {
  const detail = `the host answered ${status}`;
  if (status === 404 || status === 410) return new UserFacingError("hostMissesVoice", detail);
  if (status === 416) return new UserFacingError("downloadSizeWrong", `the host has nothing from byte ${offset} on`);
  // In seconds, if the host lets other origins read the header. The date form is not supported.
  if (status === 429) return new BusyHostError(1_000 * (Number(headers.get("retry-after")) || 0));
  return new UserFacingError(status === 408 || status >= 500 ? "hostFailing" : "hostRefused", detail);
}

/** True if the browser knows that it is offline. */
export function isOffline(): boolean {
  return globalThis.navigator?.onLine === false;
}
