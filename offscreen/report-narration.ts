import { request } from "../src/shared/messaging.ts";
import type { Narration } from "../src/shared/protocol.ts";

/**
 * Tells the background, which has the toolbar and the pages, of each new status of the narration in a tab (`null` where it belongs to none), and
 * of a failure once, unless the popup shows it already.
 */
export function createNarrationReporter(isPopupWatching: () => boolean): (narration: Narration, tabId: number | null) => void {
  let shownStatus: Narration["status"] | undefined;
  let toldError: Narration["error"] = null;
  return ({ status, error }, tabId) => {
    const isNew = error !== null && error !== toldError;
    toldError = error;
    const failure = isNew && tabId !== null && !isPopupWatching() ? { tabId, code: error.code } : null;
    if (status === shownStatus && !failure) return;
    shownStatus = status;
    // A status that did not reach the background is followed by the next one.
    request("background", "showNarration", { status, failure }).catch(() => (shownStatus = undefined));
  };
}
