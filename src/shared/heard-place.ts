import { positionAt, timeOf, wordAt } from "./clock.ts";
import type { Clock, FollowState, HeardSentence, Word } from "./protocol.ts";

/** The sentence and the word that are heard. */
export interface HeardPlace {
  utteranceId: string;
  sentence: HeardSentence;
  word: Word | undefined;
}

/** A change is seen when the browser paints next, so it is made about one frame early, in milliseconds. */
const aheadMs = 12;

/** The page may change what is shown at any time, so the place is told again after this time, in milliseconds. */
const longestWaitMs = 500;

interface Begun extends Pick<HeardPlace, "utteranceId" | "sentence"> {
  clock: Clock;
}

/** Follows the narration by its clock. One timer runs, and none while nothing moves or the page is not to be seen. */
export interface HeardPlaceClock {
  update(narration: FollowState["narration"]): void;
  /** Stands still until the next update. */
  pause(): void;
  stop(): void;
}

/**
 * Calls `onPlace` with each new sentence and word when it begins to be heard, and now and then with the same. Until the clock reaches a new
 * sentence, the one before counts as heard. It is called with null while nothing of the utterance has been heard.
 */
export function createHeardPlaceClock(onPlace: (place: HeardPlace | null) => void): HeardPlaceClock {
  let narration: FollowState["narration"] | undefined;
  let shown: HeardPlace | null = null;
  /** The sentence that began last: a new one is told a little before it is heard, and until then this one goes on. */
  let begun: Begun | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Shows what is heard by the clock. Returns when that changes, in milliseconds since the epoch. */
  const follow = (latest: Begun, now: number): number => {
    const { utteranceId, clock } = latest;
    const hasBegun = positionAt(clock, now) >= 0 || (clock.rate === 0 && shown?.utteranceId !== utteranceId);
    if (hasBegun) begun = latest;
    if (begun?.utteranceId !== utteranceId) {
      if (shown?.utteranceId !== utteranceId) shown = null;
      return timeOf(0, clock);
    }
    const { sentence, clock: heardClock } = begun;
    const seconds = positionAt(heardClock, now);
    shown = { utteranceId, sentence, word: wordAt(sentence.words, seconds) };
    const next = sentence.words.find(({ startSeconds }) => startSeconds > seconds);
    return Math.min(next ? timeOf(next.startSeconds, heardClock) : Infinity, hasBegun ? Infinity : timeOf(0, clock));
  };

  const tick = (): void => {
    clearTimeout(timer);
    if (!narration || isHidden()) return;
    const { utteranceId, sentence, clock } = narration;
    const now = Date.now() + aheadMs;
    if (utteranceId === null || sentence === null || clock === null) {
      begun = null;
      shown = utteranceId === null || sentence === null ? null : { utteranceId, sentence, word: undefined };
    } else {
      const changesAtMs = follow({ utteranceId, sentence, clock }, now);
      if (clock.rate > 0) timer = setTimeout(tick, Math.min(longestWaitMs, Math.max(1, changesAtMs - now)));
    }
    onPlace(shown);
  };

  EventTarget.prototype.addEventListener.call(document, "visibilitychange", tick);
  return {
    update(latest) {
      narration = latest;
      tick();
    },
    pause() {
      clearTimeout(timer);
      narration = undefined;
    },
    stop() {
      clearTimeout(timer);
      EventTarget.prototype.removeEventListener.call(document, "visibilitychange", tick);
    },
  };
}

/** Elements of a page can replace the document's properties by their names, so those of the prototypes are used. */
const isHidden = (): boolean => Reflect.get(Document.prototype, "hidden", document) === true;
