import { serializeError } from "../../src/shared/errors.ts";
import type { Install } from "../../src/shared/protocol.ts";
import { createTransferRate } from "./transfer-rate.ts";

/** Tells the course of one install to those who watch: every change of status at once, progress as often as is of use. */
export interface InstallReporter {
  /** Bytes that came over the network, for the rate. */
  arrived(bytes: number): void;
  /** What keeps bytes from coming, told at once, until some come. */
  faulted(fault: unknown): void;
  progressed(progress: Pick<Install, "status" | "loadedBytes">): void;
  /** Tells the last word; nothing is told after it. */
  ended(outcome: Pick<Install, "status"> & Partial<Pick<Install, "loadedBytes" | "error">>): void;
}

/** Progress is told at most this often, so that a fast download does not drown those who watch. */
const progressIntervalMs = 100;
/** And at least this often, so that a download that has slowed down shows it. */
const quietIntervalMs = 1_000;

/** Begins to tell of an install of which nothing has come yet. */
export function createInstallReporter(voiceId: string, totalBytes: number, onInstall: (install: Install) => void): InstallReporter {
  const rate = createTransferRate();
  let latest: Install = { voiceId, status: "downloading", loadedBytes: 0, totalBytes, bytesPerSecond: 0, error: null };
  let toldAt = 0;

  const tell = (change: Partial<Install> = {}): void => {
    const changed = { ...latest, ...change };
    latest = { ...changed, bytesPerSecond: changed.status === "downloading" ? rate.bytesPerSecond() : 0 };
    toldAt = performance.now();
    onInstall(latest);
  };
  const ticking = setInterval(() => {
    if (latest.status === "downloading" && performance.now() - toldAt >= quietIntervalMs) tell();
  }, quietIntervalMs);
  tell();

  return {
    arrived: rate.add,
    faulted: (fault) => tell({ error: serializeError(fault) }),
    progressed(progress) {
      const comes = progress.loadedBytes > latest.loadedBytes || progress.status !== latest.status;
      if (latest.error && comes) tell({ ...progress, error: null });
      else if (progress.status !== latest.status || performance.now() - toldAt >= progressIntervalMs) tell(progress);
      else latest = { ...latest, ...progress };
    },
    ended(outcome) {
      clearInterval(ticking);
      tell({ error: null, ...outcome });
    },
  };
}
