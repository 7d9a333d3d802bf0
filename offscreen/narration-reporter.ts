import { request } from "../src/shared/messaging.ts";
import type { Narration } from "../src/shared/protocol.ts";

/**
 * Creates a function that reports the narration to the background, which has access to the toolbar and the pages. It reports each new
 * status, and each failure once unless the popup already shows it. `tabId` is null if the narration belongs to no tab.
 */
export function createNarrationReporter(isPopupWatching: () => boolean): (narration: Narration, tabId: number | null) => void {
  let shownStatus: Narration["status"] | undefined;
  let reportedError: Narration["error"] = null;
  return ({ status, error }, tabId) => {
    const isNew = error !== null && error !== reportedError;
    reportedError = error;
    const failure = isNew && tabId !== null && !isPopupWatching() ? { tabId, code: error.code } : null;
    if (status === shownStatus && !failure) return;
    shownStatus = status;
    // If this request fails, the next status is sent in any case.
    request("background", "showNarration", { status, failure }).catch(() => (shownStatus = undefined));
  };
}
