import browser from "webextension-polyfill";
import { followPortName, type FollowState } from "../../src/shared/protocol.ts";
import { createAnchor, type Anchor } from "./anchor.ts";
import { createHeardPlaceClock, type HeardPlace } from "./heard-place.ts";
import { createHighlighter } from "./highlighter.ts";
import { areWhole } from "./ranges.ts";

/** What follows the reading in this frame. */
export interface Follower {
  /** Scrolls to what is heard. */
  comeBack(): void;
  /** Takes everything out of the page. */
  end(): void;
}

/** Shows in this frame what is heard, until nothing of this tab is read any more. `onEnd` is called once then. */
export function follow(onEnd: () => void): Follower {
  const highlighter = createHighlighter();
  let port: browser.Runtime.Port | undefined;
  let state: FollowState | undefined;
  let anchor: { utteranceId: string; anchor: Anchor } | undefined;
  let drawn: { sentence: HeardPlace["sentence"]; ranges: Range[]; text: string; look: string } | undefined;
  let drawnWord: { start: number; end: number } | undefined;

  const anchorOf = (utteranceId: string): Anchor => {
    if (anchor?.utteranceId !== utteranceId) anchor = { utteranceId, anchor: createAnchor(utteranceId) };
    return anchor.anchor;
  };

  const clear = (): void => {
    highlighter.remove();
    drawn = undefined;
    drawnWord = undefined;
  };

  const show = (place: HeardPlace | null): void => {
    if (!state?.hasText || !place) return clear();
    const { settings } = state;
    const { sentence, word } = place;
    const finder = anchorOf(place.utteranceId);
    const look = `${settings.highlight} ${settings.highlightColour}`;
    const isSame = drawn !== undefined && isSamePlace(drawn.sentence, sentence) && drawn.look === look;
    if (!drawn || !isSame || !areWhole(drawn.ranges, drawn.text)) {
      const ranges = finder.rangesOf(sentence);
      drawn = { sentence, ranges, text: ranges.map(String).join(""), look };
      drawnWord = undefined;
      highlighter.drawSentence(ranges, settings);
      highlighter.drawWord([], settings);
    }
    if (drawn.ranges.length === 0 || isSamePlace(drawnWord, word)) return;
    drawnWord = word;
    highlighter.drawWord(word ? finder.rangesOfWord(word) : [], settings);
  };

  const clock = createHeardPlaceClock(show);

  const connect = (): void => {
    port = browser.runtime.connect({ name: followPortName });
    port.onMessage.addListener((message: unknown) => {
      // Only the offscreen document has the other end.
      state = message as FollowState;
      clock.update(state.narration);
    });
    port.onDisconnect.addListener(() => {
      end();
      onEnd();
    });
  };

  /** A page in the back/forward cache may have no open port. */
  const leave = (): void => {
    port?.disconnect();
    port = undefined;
    clear();
  };
  const returned = ({ persisted }: PageTransitionEvent): void => {
    if (persisted && !port) connect();
  };

  const end = (): void => {
    removeEventListener("pagehide", leave);
    removeEventListener("pageshow", returned);
    clock.stop();
    port?.disconnect();
    port = undefined;
    clear();
  };

  addEventListener("pagehide", leave);
  addEventListener("pageshow", returned);
  connect();
  return { comeBack: () => undefined, end };
}

const isSamePlace = (a: { start: number; end: number } | undefined, b: { start: number; end: number } | undefined): boolean =>
  a?.start === b?.start && a?.end === b?.end;
