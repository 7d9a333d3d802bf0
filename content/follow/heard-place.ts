import { positionAt, timeOf, wordAt } from "../../src/shared/clock.ts";
import type { FollowState, HeardSentence, Word } from "../../src/shared/protocol.ts";

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

/** Follows the narration by its clock. One timer runs, and none while nothing moves or the page is not to be seen. */
export interface HeardPlaceClock {
  update(narration: FollowState["narration"]): void;
  stop(): void;
}

/**
 * Calls `onPlace` with each new sentence and word when it begins to be heard, and now and then with the same. Until the clock reaches a new
 * sentence, the one before counts as heard. It is called with null while nothing of the utterance has been heard.
 */
export function createHeardPlaceClock(onPlace: (place: HeardPlace | null) => void): HeardPlaceClock {
  let narration: FollowState["narration"] | undefined;
  let shown: HeardPlace | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tick = (): void => {
    clearTimeout(timer);
    if (!narration || document.hidden) return;
    const { utteranceId, sentence, clock } = narration;
    const now = Date.now() + aheadMs;
    if (utteranceId === null || sentence === null) shown = null;
    else if (clock === null) shown = { utteranceId, sentence, word: undefined };
    else {
      const seconds = positionAt(clock, now);
      const hasBegun = seconds >= 0 || (clock.rate === 0 && shown?.utteranceId !== utteranceId);
      if (hasBegun) shown = { utteranceId, sentence, word: wordAt(sentence.words, seconds) };
      else if (shown?.utteranceId !== utteranceId) shown = null;
      if (clock.rate > 0) {
        const next = hasBegun ? sentence.words.find(({ startSeconds }) => startSeconds > seconds)?.startSeconds : 0;
        const waitMs = next === undefined ? longestWaitMs : timeOf(next, clock) - now;
        timer = setTimeout(tick, Math.min(longestWaitMs, Math.max(1, waitMs)));
      }
    }
    onPlace(shown);
  };

  document.addEventListener("visibilitychange", tick);
  return {
    update(latest) {
      narration = latest;
      tick();
    },
    stop() {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", tick);
    },
  };
}
