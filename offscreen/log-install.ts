import { log } from "../src/shared/diagnostic-log.ts";
import type { Install } from "../src/shared/protocol.ts";

/** Writes an install's progress to the log, and its error if it failed. */
export function logInstall({ voiceId, status, loadedBytes, totalBytes, error }: Install): void {
  if (status === "failed" && error) log({ event: "error", where: "install", code: error.code });
  log({
    event: "model progress",
    voice: voiceId,
    percent: Math.floor((100 * loadedBytes) / totalBytes),
    loadedMB: Math.round(loadedBytes / 1e5) / 10,
    totalMB: Math.round(totalBytes / 1e5) / 10,
  });
}
