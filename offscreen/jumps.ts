import { positionAt } from "../src/shared/clock.ts";
import type { Clock, JumpTarget, Utterance } from "../src/shared/protocol.ts";
import { originalOffsets } from "./text/original-offsets.ts";
import { wordStart } from "./text/word-start.ts";
import type { Place, UtteranceTimeline } from "./timeline.ts";
import type { UtteranceSentence, UtteranceSentences } from "./utterance-sentences.ts";

/** Finds the places to jump to, seen from what is being heard. */
export interface Jumps {
  /** Reports a piece whose sound begins to be heard. */
  heard(place: Place, clock: Clock): void;
  /** Reports a new clock of the piece that is being heard. */
  moved(clock: Clock): void;
  /** The place of a target. Undefined if the text has nothing there. */
  placeOf(target: JumpTarget): Place | undefined;
}

/** After so many seconds of a sentence or paragraph, "previous" leads to its beginning and not to the one before. */
const beginningSeconds = 2;

/** Who wants a sentence repeated within so many seconds after its end means that one and not the next. */
const reactionSeconds = 0.7;

/** The jumps in an utterance. Until something is heard after a jump, the next jump starts from its place. */
export function createJumps(
  sentences: UtteranceSentences,
  timeline: UtteranceTimeline,
  utterance: Pick<Utterance, "text" | "passages">,
): Jumps {
  let current: Place = { index: 0, unit: 0 };
  let clock: Clock | undefined;
  /** True if what is before the current sentence was heard, and not jumped over. */
  let hasHeardBefore = false;

  const secondsHeard = (): number => (clock ? Math.max(0, positionAt(clock, Date.now())) : 0);

  /** True if a step back should only lead to the beginning at `index`. */
  const isFarBehind = (index: number): boolean =>
    timeline.before(current) + secondsHeard() - timeline.before({ index, unit: 0 }) > beginningSeconds;

  /** The word at a unit of a sentence, or else the next one; the beginning of this sentence if it is the last and has no more words. */
  const atWord = ({ index, text, passage }: UtteranceSentence, unit: number): Place => {
    const start = wordStart(text, utterance.passages[passage]?.language ?? "", unit);
    if (start !== undefined) return { index, unit: start };
    return beginning(index + 1) ?? { index, unit: 0 };
  };

  const startsParagraph = (index: number): boolean => index <= 0 || sentences.at(index - 1)?.endsParagraph === true;

  const beginning = (index: number): Place | undefined => (sentences.at(index) ? { index, unit: 0 } : undefined);

  const sentenceAway = (by: number): Place | undefined => {
    const isAgain = by < 0 && isFarBehind(current.index);
    return beginning(Math.max(0, current.index + by + (isAgain ? 1 : 0)));
  };

  /** The sentence that is heard, or the one before as long as nobody can want more of this one repeated. */
  const heardLast = (): Place | undefined => {
    const isJustBegun = current.unit === 0 && secondsHeard() < reactionSeconds;
    return beginning(Math.max(0, isJustBegun && hasHeardBefore ? current.index - 1 : current.index));
  };

  const paragraphAway = (by: number): Place | undefined => {
    let { index } = current;
    if (by > 0) {
      for (let left = by; left > 0; left--) {
        do index++;
        while (sentences.at(index) && !startsParagraph(index));
      }
      return beginning(index);
    }
    while (!startsParagraph(index)) index--;
    for (let left = isFarBehind(index) ? -by - 1 : -by; left > 0 && index > 0; left--) {
      do index--;
      while (!startsParagraph(index));
    }
    return beginning(index);
  };

  const find = (target: JumpTarget): Place | undefined => {
    switch (target.to) {
      case "offset": {
        const sentence = sentences.containing(target.offset);
        return sentence && atWord(sentence, originalOffsets(utterance.text, sentence).unitAt(target.offset));
      }
      case "sentence":
        return sentenceAway(target.by);
      case "paragraph":
        return paragraphAway(target.by);
      case "repeat":
        return heardLast();
      case "second": {
        const { index, unit } = timeline.placeAt(target.second);
        const sentence = sentences.at(index);
        return sentence && atWord(sentence, unit);
      }
    }
  };

  return {
    heard(place, heardClock) {
      hasHeardBefore = clock !== undefined && place.index === current.index + 1;
      current = place;
      clock = heardClock;
    },
    moved: (moved) => void (clock = moved),
    placeOf(target) {
      const place = find(target);
      if (place) {
        current = place;
        clock = undefined;
      }
      return place;
    },
  };
}
