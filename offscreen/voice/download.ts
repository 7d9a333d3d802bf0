import { UserFacingError, type ErrorCode } from "../../src/shared/errors.ts";
import type { CatalogueFile } from "./catalogue.ts";
import { BusyHostError, fetchRest, isOffline } from "./fetch-rest.ts";
import type { PartialFile } from "./partial-file.ts";

/** How a download retries its hosts. */
export interface RetryPolicy {
  /** A request that brings no byte for this long is given up. */
  stallTimeoutMs: number;
  /** The pauses between rounds that brought almost nothing. A round asks every host once. */
  pausesMs: readonly number[];
  /** A host that asks for a longer pause is not asked again. */
  longestPauseMs: number;
}

const usualRetryPolicy: RetryPolicy = { stallTimeoutMs: 20_000, pausesMs: [1_000, 2_000, 4_000], longestPauseMs: 30_000 };

/**
 * What each error means for the next step:
 * - `passing`: the bytes are kept, and the host is asked again.
 * - `lasting`: the host is not asked again.
 * - `wrongFile`: the bytes are not the catalogue's file and are discarded.
 *
 * Any other error is not the host's, and ends the download.
 */
const consequences: Partial<Record<ErrorCode, "passing" | "lasting" | "wrongFile">> = {
  offline: "passing",
  hostUnreachable: "passing",
  hostFailing: "passing",
  hostBusy: "passing",
  downloadIncomplete: "passing",
  downloadStalled: "passing",
  hostMissesVoice: "lasting",
  hostRefused: "lasting",
  networkSignIn: "lasting",
  downloadSizeWrong: "wrongFile",
  downloadHashWrong: "wrongFile",
};

/** A round that brought this many bytes counts as a success: the pauses start from the first again. */
const worthwhileBytes = 1e6;

/**
 * Completes `partial` from `hosts`; each host can continue where another stopped. Resolves when `accept` has found the whole to be the
 * catalogue's file. `onFault` is called for each error before the hosts are asked again.
 *
 * Rejects with the last host's `UserFacingError` (useful bytes are kept), with `diskFull`, or with the signal's reason.
 */
export async function download(
  file: CatalogueFile,
  hosts: readonly string[],
  partial: PartialFile,
  accept: (whole: Blob) => Promise<boolean>,
  onBytes: (bytes: number) => void,
  onFault: (fault: unknown) => void,
  signal: AbortSignal,
  retryPolicy: RetryPolicy = usualRetryPolicy,
): Promise<void> {
  let fault: unknown = new UserFacingError("hostUnreachable", "there is no host to ask");
  let failedRounds = 0;
  const hostsLeft = new Set(hosts);
  const sentWrongFile = new Set<string>();
  if (isOffline() && partial.loadedBytes < file.sizeBytes) throw new UserFacingError("offline", "the browser has no network");

  for (;;) {
    const loadedBefore = partial.loadedBytes;
    let pauseMs = 0;
    for (const host of hostsLeft) {
      const offset = partial.loadedBytes;
      try {
        if (offset < file.sizeBytes)
          await fetchRest(`${host}/${file.path}`, file.sizeBytes, partial, onBytes, signal, retryPolicy.stallTimeoutMs);
        if (await accept(await partial.content())) return;
        throw new UserFacingError("downloadHashWrong", "the MD5 is not the catalogue's");
      } catch (thrown) {
        const consequence = thrown instanceof UserFacingError ? consequences[thrown.code] : undefined;
        if (!consequence) throw thrown;
        fault = thrown;
        if (consequence === "lasting") hostsLeft.delete(host);
        if (consequence === "wrongFile") {
          await partial.discard();
          // The beginning may have come from another host or an earlier attempt, so this host gets a second chance.
          if (offset === 0 || sentWrongFile.has(host)) hostsLeft.delete(host);
          sentWrongFile.add(host);
        }
        if (thrown instanceof BusyHostError) {
          if (thrown.retryAfterMs > retryPolicy.longestPauseMs) hostsLeft.delete(host);
          else pauseMs = Math.max(pauseMs, thrown.retryAfterMs);
        }
      }
    }
    failedRounds = partial.loadedBytes - loadedBefore >= worthwhileBytes ? 0 : failedRounds + 1;
    const usualPauseMs = failedRounds === 0 ? 0 : retryPolicy.pausesMs[failedRounds - 1];
    if (hostsLeft.size === 0 || usualPauseMs === undefined) throw fault;
    onFault(fault);
    await pause(Math.max(pauseMs, usualPauseMs), signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
  });
}
