import type { Narration } from "../../src/shared/protocol.ts";
import type { ReadingPlace } from "./library-store.ts";

/** While a document is read its place is kept this often: a browser that crashes loses no more. */
const keepEveryMs = 5_000;

/**
 * Follows the reading of a document. `keep` is called with its place now and then while it is read, and when the reading pauses or ends.
 * `isWhole` says whether an utterance is the text of the document, and not a selection in it. Returns a function to call with each narration of
 * this page, and with null when something else or nothing is read.
 */
export function trackPlace(
  isWhole: (utteranceId: string) => boolean,
  keep: (place: ReadingPlace) => void,
): (narration: Pick<Narration, "status" | "utteranceId" | "sentence" | "progress"> | null) => void {
  let latest: ReadingPlace | null = null;
  let keptAtMs = 0;
  let following: string | null = null;

  const keepNow = (): void => {
    if (latest) keep(latest);
    latest = null;
    keptAtMs = Date.now();
  };

  return (narration) => {
    const utteranceId = narration?.utteranceId ?? null;
    if (!narration || narration.status === "idle") {
      // At the end of a text nothing is read any more, and all of it has been heard.
      if (following !== null && utteranceId === following && narration?.progress === 1) latest = { offset: 0, share: 1 };
      following = null;
      return keepNow();
    }
    if (utteranceId === null || !isWhole(utteranceId)) return;
    following = utteranceId;
    if (!narration.sentence) return;
    latest = { offset: narration.sentence.start, share: narration.progress };
    if (narration.status === "paused" || Date.now() >= keptAtMs + keepEveryMs) keepNow();
  };
}
