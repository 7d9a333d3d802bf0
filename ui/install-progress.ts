import { t } from "../src/shared/i18n.ts";
import type { Install } from "../src/shared/protocol.ts";
import { formatDuration, formatMegabytes, formatShare, formatSize, formatTransfer } from "./format.ts";

/** True from the request until the voice is there or the download has ended otherwise. */
export function isUnderWay(install: Install | null): boolean {
  return install?.status === "downloading" || install?.status === "verifying";
}

/** How much of the voice has come, 0 to 1. */
export function installShare({ loadedBytes, totalBytes }: Install): number {
  return totalBytes > 0 ? Math.min(1, loadedBytes / totalBytes) : 0;
}

/** Seconds until the last byte at the present pace, or `null` when there is no pace to tell. */
function secondsLeft({ loadedBytes, totalBytes, bytesPerSecond }: Install): number | null {
  return bytesPerSecond > 0 ? Math.ceil(Math.max(0, totalBytes - loadedBytes) / bytesPerSecond) : null;
}

/** Where an install under way is: share, pace and time left, and with `detail` the bytes too; or what it waits for. */
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
