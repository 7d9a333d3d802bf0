import { t } from "../../src/shared/i18n.ts";
import type { FollowState } from "../../src/shared/protocol.ts";
import { drawSeekBar } from "../../src/shared/draw-seek-bar.ts";
import { formatTime } from "../../src/shared/format-time.ts";
import { createSeekPosition } from "../../src/shared/seek-position.ts";
import { listen, make } from "./page-document.ts";
import { repeatWhileVisible } from "./repeat-while-visible.ts";

/** The bar that shows how much has been read and how much is left, and goes elsewhere. */
export interface SeekBar {
  element: HTMLElement;
  slider: HTMLInputElement;
  show(narration: FollowState["narration"], rate: number): void;
  stop(): void;
  /** Goes elsewhere by a key. Returns true if the key is one of those that do. */
  press(event: KeyboardEvent): boolean;
}

/**
 * Creates the bar. `jump` is called with a second of the timeline. `isFocused` tells whether the slider has the focus. `release` is called when the
 * pointer has let go of the slider.
 */
export function createSeekBar(
  actions: { jump(second: number): void; isFocused(): boolean; release(): void },
  signal: AbortSignal,
): SeekBar {
  const slider = make("input", {
    type: "range",
    min: "0",
    max: "1",
    step: "any",
    value: "0",
    disabled: true,
    ariaLabel: t("playerPosition"),
  });
  const gone = make("span", { className: "time gone", ariaHidden: "true" });
  const left = make("span", { className: "time left", ariaHidden: "true" });
  const element = make("div", { className: "seek" }, gone, slider, left);

  let narration: FollowState["narration"] | null = null;
  let rate = 1;
  let isHeld = false;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const seek = createSeekPosition(actions.jump, () => drawing.restart());

  const draw = (): number =>
    drawSeekBar({ slider, gone, left }, seek, {
      isHeld,
      // A slider that has the focus would be told each second, into the speech.
      isQuiet: (narration?.clock?.rate ?? 0) > 0 && actions.isFocused(),
      rate,
      pixels: calm.matches ? 1 : Math.max(1, slider.clientWidth),
    });
  const drawing = repeatWhileVisible(draw, signal);

  listen(slider, "pointerdown", () => (isHeld = !slider.disabled));
  listen(slider, "input", () => drawing.restart());
  listen(slider, "change", () => {
    isHeld = false;
    seek.go(slider.valueAsNumber);
  });
  listen(
    window,
    ["pointerup", "pointercancel"],
    () => {
      if (!isHeld) return;
      // The slider's own event comes after this one.
      setTimeout(() => {
        isHeld = false;
        drawing.restart();
        actions.release();
      });
    },
    { capture: true, signal },
  );

  return {
    element,
    slider,
    show(next, nextRate) {
      seek.follow(next);
      narration = next;
      rate = nextRate;
      slider.disabled = next.timeline === null;
      if (!isHeld) slider.max = String(seek.total());
      element.classList.toggle("waiting", next.timeline === null);
      element.style.setProperty("--digits", String(formatTime(seek.total() / rate).length));
      drawing.restart();
    },
    stop: drawing.stop,
    press: ({ key }) => seek.press(key),
  };
}
