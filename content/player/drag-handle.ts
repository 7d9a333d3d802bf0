import { t } from "../../src/shared/i18n.ts";
import type { PlayerPlace } from "../../src/shared/settings.ts";
import { listen } from "./page-document.ts";
import { makeButton } from "./make-button.ts";

/** How far an arrow key moves the player, in CSS pixels. With Shift it is four times as far. */
const keyStepPx = 24;

/** The place is saved this long after the last key, in milliseconds. */
const saveAfterMs = 400;

/** This near to its place at the bottom, in CSS pixels, the player is docked there. */
const dockedWithinPx = 28;

/** The least distance to the edge of the window, in CSS pixels. The style sheet has it too. */
const marginPx = 8;

interface Point {
  x: number;
  y: number;
}

const directions: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** The window without scroll bars, in CSS pixels, whatever is enlarged with two fingers. */
function windowSize(): { width: number; height: number } {
  const { width, height, scale } = visualViewport ?? { width: innerWidth, height: innerHeight, scale: 1 };
  return { width: width * scale, height: height * scale };
}

/** What moves the player. */
export interface DragHandle {
  button: HTMLButtonElement;
  /** Shows the saved place, unless the player was moved since. */
  show(saved: PlayerPlace): void;
  /** Moves the player by a key. Returns true if the key is one of those that do. */
  press(event: KeyboardEvent): boolean;
  /** Puts the player back at the bottom. */
  dock(): void;
}

/**
 * Creates the handle that moves `panel` with pointer and keys. `controls` is the part of the panel that stays where it is when text appears
 * above or below it. `save` is called when the person has moved it.
 */
export function createDragHandle(panel: HTMLElement, controls: HTMLElement, save: (place: PlayerPlace) => void): DragHandle {
  const button = makeButton("grip", "grip", t("playerMove"), () => undefined);
  button.title = button.ariaLabel = `${t("playerMove")}. ${t("playerMoveHint")}`;
  let place: PlayerPlace = "docked";
  let shown: PlayerPlace = "docked";
  let sent: PlayerPlace = "docked";
  let held: { by: Point; before: PlayerPlace } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const set = (to: PlayerPlace): void => {
    place = to;
    const { x, y } = to === "docked" ? { x: 0.5, y: 1 } : to;
    panel.dataset.place = to === "docked" ? "docked" : y < 0.5 ? "top" : "bottom";
    panel.style.setProperty("--x", String(x));
    panel.style.setProperty("--y", String(y));
  };
  const centre = (): Point => {
    const { left, top, width, height } = controls.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  };
  /** Moves the centre of the controls to a point of the window, as far as they fit. */
  const moveTo = ({ x, y }: Point): void => {
    const size = windowSize();
    const { width, height } = controls.getBoundingClientRect();
    const share = (value: number, half: number, whole: number): number =>
      Math.min(Math.max(value, marginPx + half), Math.max(marginPx + half, whole - marginPx - half)) / whole;
    set({ x: share(x, width / 2, size.width), y: share(y, height / 2, size.height) });
  };
  const finish = (): void => {
    if (isSamePlace(place, sent)) return;
    sent = place;
    save(place);
  };
  const isNearDock = (): boolean => {
    const { x, y } = centre();
    const { width, height } = windowSize();
    const lowest = height - marginPx - controls.offsetHeight / 2;
    return Math.abs(x - width / 2) <= dockedWithinPx && lowest - y <= dockedWithinPx;
  };
  const dock = (): void => {
    set("docked");
    finish();
  };

  listen<PointerEvent>(button, "pointerdown", ({ button: pressed, pointerId, clientX, clientY }) => {
    if (pressed !== 0) return;
    button.setPointerCapture(pointerId);
    const { x, y } = centre();
    held = { by: { x: x - clientX, y: y - clientY }, before: place };
  });
  listen<PointerEvent>(button, "pointermove", ({ clientX, clientY }) => {
    if (held) moveTo({ x: held.by.x + clientX, y: held.by.y + clientY });
  });
  listen(button, "pointerup", () => {
    if (!held) return;
    held = null;
    if (isNearDock()) set("docked");
    finish();
  });
  listen(button, "pointercancel", () => {
    if (held) set(held.before);
    held = null;
  });
  listen(button, "dblclick", dock);
  set("docked");
  // The style sheet keeps the player in the window, for which it must know how high it is.
  const sizes = new ResizeObserver(() => panel.style.setProperty("--controls-height", `${controls.offsetHeight}px`));
  sizes.observe(controls);

  return {
    button,
    show(saved) {
      // States that were sent before the last move arrive after it.
      if (held || isSamePlace(saved, shown)) return;
      shown = sent = saved;
      set(saved);
    },
    press({ key, shiftKey }) {
      const direction = directions[key];
      if (key === "Home") dock();
      if (direction === undefined) return key === "Home";
      const { x, y } = centre();
      const step = shiftKey ? 4 * keyStepPx : keyStepPx;
      moveTo({ x: x + step * direction.x, y: y + step * direction.y });
      clearTimeout(timer);
      timer = setTimeout(finish, saveAfterMs);
      return true;
    },
    dock,
  };
}

const isSamePlace = (a: PlayerPlace, b: PlayerPlace): boolean => JSON.stringify(a) === JSON.stringify(b);
