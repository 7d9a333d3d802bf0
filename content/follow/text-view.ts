import type { FollowState, FollowView, HeardSentence } from "../../src/shared/protocol.ts";
import { createAnchor, type Anchor } from "./anchor.ts";
import { watchDoubleClicks } from "./double-click.ts";
import { createHeardPlaceClock, type HeardPlace } from "../../src/shared/heard-place.ts";
import { createHighlighter } from "./highlighter.ts";
import { areWhole } from "./ranges.ts";
import { createScrollAlong } from "./scroll-along.ts";

/** Shows what is heard in the text of this frame. */
export interface TextView {
  show(state: FollowState): void;
  /** Scrolls to what is heard. */
  comeBack(): void;
  /** Takes everything out of the page. */
  remove(): void;
}

interface Drawn {
  sentence: HeardSentence;
  look: string;
  ranges: Range[];
  /** What the ranges contained when they were drawn. */
  text: string;
  word: { start: number; end: number } | undefined;
}

/** Creates the view of the text. `onView` is told each change of it, and `onJump` where in the text to go on. */
export function createTextView(onView: (view: FollowView) => void, onJump: (offset: number) => void): TextView {
  const highlighter = createHighlighter();
  const listening = new AbortController();
  let state: FollowState | undefined;
  let anchor: { utteranceId: string; anchor: Anchor } | undefined;
  let drawn: Drawn | undefined;
  let view: FollowView = { isDrawn: false, isAway: false };

  const tell = (change: Partial<FollowView>): void => {
    const changed = { ...view, ...change };
    if (changed.isDrawn === view.isDrawn && changed.isAway === view.isAway) return;
    view = changed;
    onView(view);
  };
  const scrolling = createScrollAlong((isAway) => tell({ isAway }));

  const anchorOf = (utteranceId: string): Anchor => {
    if (anchor?.utteranceId !== utteranceId) anchor = { utteranceId, anchor: createAnchor(utteranceId) };
    return anchor.anchor;
  };

  const clear = (): void => {
    highlighter.remove();
    drawn = undefined;
    tell({ isDrawn: false });
  };

  /** Draws the sentence, unless it is drawn and still what it was. */
  const drawSentence = (finder: Anchor, sentence: HeardSentence, { settings }: FollowState): Drawn => {
    const look = `${settings.highlight} ${settings.highlightColour} ${settings.scrollsAlong}`;
    const isSame = drawn !== undefined && isSamePlace(drawn.sentence, sentence);
    if (drawn && isSame && drawn.look === look && areWhole(drawn.ranges, drawn.text)) return drawn;
    const ranges = finder.rangesOf(sentence);
    highlighter.drawSentence(ranges, settings);
    highlighter.drawWord([], settings);
    const isJump = drawn !== undefined && sentence.index !== drawn.sentence.index && sentence.index !== drawn.sentence.index + 1;
    scrolling.toSentence(ranges, { scrolls: settings.scrollsAlong, isJump });
    tell({ isDrawn: ranges.length > 0 && settings.highlight !== "off" });
    return { sentence, look, ranges, text: ranges.map(String).join(""), word: undefined };
  };

  const showPlace = (place: HeardPlace | null): void => {
    if (!state || !place) return clear();
    const finder = anchorOf(place.utteranceId);
    drawn = drawSentence(finder, place.sentence, state);
    const { word } = place;
    if (drawn.ranges.length === 0 || isSamePlace(drawn.word, word)) return;
    drawn.word = word;
    const ranges = word ? finder.rangesOfWord(word) : [];
    highlighter.drawWord(ranges, state.settings);
    scrolling.toWord(ranges);
  };

  const clock = createHeardPlaceClock(showPlace);

  watchDoubleClicks(({ node, offset }) => {
    if (!state?.settings.jumpsOnDoubleClick || state.narration.utteranceId === null) return;
    const found = anchorOf(state.narration.utteranceId).offsetAt(node, offset);
    if (found !== undefined) onJump(found);
  }, listening.signal);

  return {
    show(latest) {
      state = latest;
      clock.update(latest.narration);
    },
    comeBack: scrolling.comeBack,
    remove() {
      listening.abort();
      clock.stop();
      scrolling.remove();
      clear();
    },
  };
}

const isSamePlace = (a: { start: number; end: number } | undefined, b: { start: number; end: number } | undefined): boolean =>
  a?.start === b?.start && a?.end === b?.end;
