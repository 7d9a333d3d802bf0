import { serializeError } from "../../src/shared/errors.ts";
import type { Install } from "../../src/shared/protocol.ts";
import { createTransferRate } from "./transfer-rate.ts";

/** Reports the progress of one install: each change of status at once, other progress at a limited rate. */
export interface InstallReporter {
  /** Counts bytes that arrived over the network, for the transfer rate. */
  arrived(bytes: number): void;
  /** Reports at once an error that interrupts the download. It is shown until more bytes arrive. */
  faulted(fault: unknown): void;
  progressed(progress: Pick<Install, "status" | "loadedBytes">): void;
  /** Reports the final state. Nothing is reported after it. */
  ended(outcome: Pick<Install, "status"> & Partial<Pick<Install, "loadedBytes" | "error">>): void;
}

/** Progress is reported at most this often, so that a fast download does not overload the watchers. */
const progressIntervalMs = 100;
/** And at least this often, so that a slow download shows that it is slow. */
const quietIntervalMs = 1_000;

/** Starts to report an install that has no bytes yet. */
export function createInstallReporter(voiceId: string, totalBytes: number, onInstall: (install: Install) => void): InstallReporter {
  const rate = createTransferRate();
  let latest: Install = { voiceId, status: "downloading", loadedBytes: 0, totalBytes, bytesPerSecond: 0, error: null };
  let reportedAt = 0;

  const report = (change: Partial<Install> = {}): void => {
    const changed = { ...latest, ...change };
    latest = { ...changed, bytesPerSecond: changed.status === "downloading" ? rate.bytesPerSecond() : 0 };
    reportedAt = performance.now();
    onInstall(latest);
  };
  const ticking = setInterval(() => {
    if (latest.status === "downloading" && performance.now() - reportedAt >= quietIntervalMs) report();
  }, quietIntervalMs);
  report();

  return {
    arrived: rate.add,
    faulted: (fault) => report({ error: serializeError(fault) }),
    progressed(progress) {
      const hasAdvanced = progress.loadedBytes > latest.loadedBytes || progress.status !== latest.status;
      if (latest.error && hasAdvanced) report({ ...progress, error: null });
      else if (progress.status !== latest.status || performance.now() - reportedAt >= progressIntervalMs) report(progress);
      else latest = { ...latest, ...progress };
    },
    ended(outcome) {
      clearInterval(ticking);
      report({ error: null, ...outcome });
    },
  };
}
