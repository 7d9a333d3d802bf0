import { t } from "../src/shared/i18n.ts";
import type { Install } from "../src/shared/protocol.ts";
import { formatDuration, formatMegabytes, formatShare, formatSize, formatTransfer } from "./format.ts";

/** True from the request until the voice is installed or the download has ended otherwise. */
export function isUnderWay(install: Install | null): boolean {
  return install?.status === "downloading" || install?.status === "verifying";
}

/** The share of the voice that is downloaded, 0 to 1. */
export function installShare({ loadedBytes, totalBytes }: Install): number {
  return totalBytes > 0 ? Math.min(1, loadedBytes / totalBytes) : 0;
}

/** Seconds until the end of the download at the current rate, or `null` if there is no rate. */
function secondsLeft({ loadedBytes, totalBytes, bytesPerSecond }: Install): number | null {
  return bytesPerSecond > 0 ? Math.ceil(Math.max(0, totalBytes - loadedBytes) / bytesPerSecond) : null;
}

/** The progress of an install: share, rate and time left, with `detail` also the bytes; or what it is waiting for. */
export function progressText(install: Install, detail: boolean): string {
  if (install.status === "verifying") return t("verifying");
  if (install.error) return t("tryingAgain");
  if (install.loadedBytes === 0) return t("connecting");
  const left = secondsLeft(install);
  return [
    formatShare(installShare(install)),
    ...(detail ? [t("downloadedOf", formatMegabytes(install.loadedBytes), formatSize(install.totalBytes))] : []),
    ...(left === null ? [] : [formatTransfer(install.bytesPerSecond), t("timeLeft", formatDuration(left))]),
  ].join(" · ");
}
