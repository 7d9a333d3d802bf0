import { formatTime, spokenPosition } from "./format-time.ts";
import type { SeekPosition } from "./seek-position.ts";
import { setText } from "./set-text.ts";

/** The parts of a seek bar: the slider, and the times that are gone and left. */
export interface SeekBarParts {
  slider: HTMLInputElement;
  gone: HTMLElement;
  left: HTMLElement;
}

/**
 * Draws a seek bar where `seek` stands, or where the user holds its slider (`isHeld`), with times at `rate`. With `isQuiet` a screen reader is
 * told nothing, unless the user moves it. Returns when it has moved on by a second or one of so many `pixels`, in milliseconds.
 */
export function drawSeekBar(
  { slider, gone, left }: SeekBarParts,
  seek: SeekPosition,
  { isHeld, isQuiet, rate, pixels }: { isHeld: boolean; isQuiet: boolean; rate: number; pixels: number },
): number {
  const now = Date.now();
  const total = seek.total();
  const at = isHeld ? slider.valueAsNumber : seek.at(now);
  if (!isHeld) slider.value = String(at);
  slider.style.setProperty("--share", (total > 0 ? at / total : 0).toFixed(4));
  const goneSeconds = Math.floor(at / rate);
  setText(gone, formatTime(goneSeconds));
  setText(left, `−${formatTime(Math.round(total / rate) - goneSeconds)}`);
  if (!isQuiet || isHeld || seek.isWanted()) slider.setAttribute("aria-valuetext", spokenPosition(goneSeconds, total / rate));
  return isHeld ? Infinity : seek.nextDrawMs(now, rate, pixels);
}
