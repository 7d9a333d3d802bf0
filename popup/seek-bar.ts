import { drawSeekBar } from "../src/shared/draw-seek-bar.ts";
import { formatTime } from "../src/shared/format-time.ts";
import { t } from "../src/shared/i18n.ts";
import type { Narration } from "../src/shared/protocol.ts";
import { createSeekPosition } from "../src/shared/seek-position.ts";
import { make } from "../ui/dom.ts";
import { repeat } from "../src/shared/repeat.ts";

/**
 * Fills `element` with a bar that shows how much has been read and how much is left at the current rate. `jump` is called with a second of the
 * timeline. Returns a function that shows a narration.
 */
export function createSeekBar(element: HTMLElement, jump: (second: number) => void): (narration: Narration, rate: number) => void {
  const slider = make("input", {
    id: "position",
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
  element.append(gone, slider, left);

  let rate = 1;
  let isMoving = false;
  let isHeld = false;
  const seek = createSeekPosition(jump, () => drawing.restart());
  const drawing = repeat(() =>
    drawSeekBar({ slider, gone, left }, seek, {
      isHeld,
      // A slider that has the focus would be told each second, into the speech.
      isQuiet: isMoving && document.activeElement === slider,
      rate,
      pixels: Math.max(1, slider.clientWidth),
    }),
  );

  slider.addEventListener("pointerdown", () => (isHeld = !slider.disabled));
  slider.addEventListener("input", () => drawing.restart());
  slider.addEventListener("change", () => {
    isHeld = false;
    seek.go(slider.valueAsNumber);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    window.addEventListener(end, () => {
      // The slider's own event comes after this one.
      setTimeout(() => {
        isHeld = false;
        drawing.restart();
      });
    });
  }
  slider.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.altKey && !event.metaKey && seek.press(event.key)) event.preventDefault();
  });

  return (narration, nextRate) => {
    rate = nextRate;
    isMoving = (narration.clock?.rate ?? 0) > 0;
    seek.follow(narration);
    slider.disabled = narration.timeline === null;
    if (!isHeld) slider.max = String(seek.total());
    element.classList.toggle("waiting", narration.timeline === null);
    element.style.setProperty("--digits", String(formatTime(seek.total() / rate).length));
    drawing.restart();
  };
}
