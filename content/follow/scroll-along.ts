import { boxAround, common, moved, type Box } from "./boxes.ts";
import { elementAround } from "./ranges.ts";
import { layersAround, reachableWindows, type Layer, type Scroller } from "./scrollers.ts";
import { distanceInto, scrollDistance, type Zone } from "./scroll-distance.ts";

/** Keeps what is heard in view. */
export interface ScrollAlong {
  /** Scrolls to a sentence if it is not well in view, unless the person has scrolled away from the reading. `isJump`: the reading has jumped there. */
  toSentence(ranges: readonly Range[], how: { scrolls: boolean; isJump: boolean }): void;
  /** The same for a word of that sentence, because a sentence can be longer than the window. */
  toWord(ranges: readonly Range[]): void;
  /** Scrolls to what is heard in any case, and then along again. */
  comeBack(): void;
  remove(): void;
}

const sentenceZone: Zone = { from: 0.04, to: 0.55, end: 0.85 };
const wordZone: Zone = { from: 0.02, to: 0.85, end: 0.85 };

/** Farther than so many times the size of what scrolls it is not smooth, because it would take seconds. */
const smoothSizes = 3;
/** A smooth scroll takes this long at most, in milliseconds. In this time no other one is begun. */
const scrollMs = 700;
/** For so long after its last input a scroll is the person's, in milliseconds. */
const personMs = 1_000;
/** The scroll has ended when nothing has moved for so long, in milliseconds. */
const settledMs = 150;

const scrollKeys = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End", " "]);

/** Creates what scrolls this window, what scrolls in it, and the windows around it. `onAway` is told when the person leaves the reading or is back. */
export function createScrollAlong(onAway: (isAway: boolean) => void): ScrollAlong {
  const listening = new AbortController();
  let layers: Layer[] = [];
  let sentence: readonly Range[] = [];
  let word: readonly Range[] = [];
  let lines: Lines = "down";
  let scrolls = false;
  let isAway = false;
  let busyUntil = 0;
  let personUntil = 0;
  let settling: ReturnType<typeof setTimeout> | undefined;

  const setAway = (away: boolean): void => {
    if (away === isAway) return;
    isAway = away;
    onAway(away);
  };

  const scrollTo = (box: Box, zone: Zone): void => {
    const isReduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
    let target = box;
    for (const { scrollers, origin } of layers) {
      for (const scroller of scrollers) {
        const area = scroller.area();
        const { x, y } = within(distances(target, area, zone, lines), scroller);
        if (Math.abs(x) < 1 && Math.abs(y) < 1) continue;
        const isFar = Math.abs(x) > smoothSizes * (area.right - area.left) || Math.abs(y) > smoothSizes * (area.bottom - area.top);
        scroller.scrollBy(x, y, isReduced || isFar ? "instant" : "smooth");
        busyUntil = performance.now() + scrollMs;
        target = moved(target, -x, -y);
      }
      if (origin) target = moved(target, origin().x, origin().y);
    }
  };

  const isInView = (): boolean => {
    let seen = boxAround(word.length > 0 ? word : sentence);
    for (const { scrollers, origin } of layers) {
      for (const scroller of scrollers) seen &&= common(seen, readable(scroller));
      if (origin) seen &&= moved(seen, origin().x, origin().y);
    }
    return seen !== undefined;
  };

  const follow = (ranges: readonly Range[], zone: Zone): void => {
    if (!scrolls || ranges.length === 0) return;
    // The person came back, or the reading caught up.
    if (isAway && isInView()) setAway(false);
    const now = performance.now();
    if (isAway || now < busyUntil || now < personUntil) return;
    const box = boxAround(ranges);
    if (box) scrollTo(box, zone);
  };

  const settle = (): void => {
    if (scrolls && sentence.length > 0) setAway(!isInView());
  };
  const settleSoon = (): void => {
    personUntil = performance.now() + personMs;
    clearTimeout(settling);
    settling = setTimeout(settle, settledMs);
  };

  /** The person's own scroll is not to be overtaken by a smooth one that goes on. */
  const stopScrolling = (): void => {
    busyUntil = 0;
    for (const { scrollers } of layers) for (const scroller of scrollers) scroller.scrollBy(0, 0, "instant");
  };

  /** What may scroll, and also do something else. Of a scroll bar only a pointer is told. */
  const mayMove = (event: Event): void => {
    if (event instanceof KeyboardEvent && !scrollKeys.has(event.key)) return;
    if (event.isTrusted) personUntil = performance.now() + personMs;
  };
  /** Scrolls inside of shadow roots are not told to the window, so what surely scrolls counts as one. */
  const moves = ({ isTrusted }: Event): void => {
    if (!isTrusted) return;
    if (performance.now() < busyUntil) stopScrolling();
    settleSoon();
  };
  const scrolled = ({ isTrusted }: Event): void => {
    if (isTrusted && performance.now() < personUntil) settleSoon();
  };

  for (const view of reachableWindows()) {
    const options = { capture: true, passive: true, signal: listening.signal };
    for (const type of ["keydown", "pointerdown"]) view.addEventListener(type, mayMove, options);
    for (const type of ["wheel", "touchmove"]) view.addEventListener(type, moves, options);
    view.addEventListener("scroll", scrolled, options);
  }

  return {
    toSentence(ranges, how) {
      scrolls = how.scrolls;
      if (!scrolls) setAway(false);
      sentence = ranges;
      word = [];
      const around = ranges[0] && elementAround(ranges[0]);
      layers = around ? layersAround(around) : [];
      if (around) lines = linesIn(getComputedStyle(around).writingMode);
      // What the person pressed was for this, and a scroll to somewhere else is of no use any more.
      if (how.isJump) personUntil = busyUntil = 0;
      follow(ranges, how.isJump ? wordZone : sentenceZone);
    },
    toWord(ranges) {
      word = ranges;
      follow(ranges, wordZone);
    },
    comeBack() {
      setAway(false);
      personUntil = 0;
      const box = boxAround(word.length > 0 ? word : sentence);
      if (box) scrollTo(box, sentenceZone);
    },
    remove() {
      clearTimeout(settling);
      listening.abort();
      setAway(false);
    },
  };
}

/** Where the next line of a text is. */
type Lines = "down" | "left" | "right";

function linesIn(writingMode: string): Lines {
  if (writingMode.startsWith("horizontal")) return "down";
  return writingMode.endsWith("-rl") ? "left" : "right";
}

/** How far to scroll. Across the lines the text is put into the zone, along the lines only into view. */
function distances(target: Box, area: Box, zone: Zone, lines: Lines): { x: number; y: number } {
  const along = {
    x: distanceInto(target.left, target.right, area.left, area.right),
    y: distanceInto(target.top, target.bottom, area.top, area.bottom),
  };
  if (lines === "down") return { ...along, y: scrollDistance(target.top, target.bottom, area.top, area.bottom, zone) };
  if (lines === "right") return { ...along, x: scrollDistance(target.left, target.right, area.left, area.right, zone) };
  return { ...along, x: -scrollDistance(-target.right, -target.left, -area.right, -area.left, zone) };
}

/** The area without its lowest part, over which the player is, unless nothing below can come into view. */
function readable(scroller: Scroller): Box {
  const area = scroller.area();
  const lowest = (1 - wordZone.end) * (area.bottom - area.top);
  return { ...area, bottom: area.bottom - Math.min(lowest, scroller.room().bottom) };
}

function within({ x, y }: { x: number; y: number }, scroller: Scroller): { x: number; y: number } {
  const { left, top, right, bottom } = scroller.room();
  return { x: Math.max(-left, Math.min(right, x)), y: Math.max(-top, Math.min(bottom, y)) };
}
