import type { Narration } from "../../src/shared/protocol.ts";
import type { ReadingPlace } from "./library-store.ts";

/** While a document is read its place is kept this often: a browser that crashes loses no more. */
const keepEveryMs = 5_000;

/** The document whose place is followed. */
interface FollowedDocument {
  /** Where the text of an utterance begins in the text of the document. Null if it is another text, such as that of a selection. */
  startOf(utteranceId: string): number | null;
  /** The share of the document before an offset into its text. Null if it can only be told by the progress of the utterance. */
  shareOf(offset: number): number | null;
  /** True if all of the document is there. */
  isWhole(): boolean;
  /** Keeps the place. */
  keep(place: ReadingPlace): void;
}

/**
 * Follows the reading of a document. Its place is kept now and then while it is read, and when the reading pauses or ends. Returns a function
 * to call with each narration of this page, and with null when something else or nothing is read.
 */
export function trackPlace({
  startOf,
  shareOf,
  isWhole,
  keep,
}: FollowedDocument): (narration: Pick<Narration, "status" | "utteranceId" | "sentence" | "progress"> | null) => void {
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
      if (following !== null && utteranceId === following && narration?.progress === 1 && isWhole()) latest = { offset: 0, share: 1 };
      following = null;
      return keepNow();
    }
    const start = utteranceId === null ? null : startOf(utteranceId);
    if (start === null) return;
    following = utteranceId;
    if (!narration.sentence) return;
    const offset = start + narration.sentence.start;
    latest = { offset, share: shareOf(offset) ?? narration.progress };
    if (narration.status === "paused" || Date.now() >= keptAtMs + keepEveryMs) keepNow();
  };
}
