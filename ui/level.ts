import { throttle } from "./throttle.ts";

/** How often a value is sent while its slider is dragged, in milliseconds. */
const intervalMs = 60;

/**
 * Makes a slider show the saved value, except while the user drags it and until the last value was sent. `set` changes the value as the
 * user does; `follow` takes a saved one.
 */
export function createLevel(slider: HTMLInputElement, show: (value: number) => void, send: (value: number) => void) {
  let isHeld = false;
  let unsent: number | null = null;
  let saved: number | null = null;
  const sendSometimes = throttle(intervalMs, (value: number) => {
    if (value === unsent) unsent = null;
    send(value);
  });
  const set = (value: number): void => {
    unsent = value;
    show(value);
    sendSometimes(value);
  };
  const showSaved = (): void => {
    if (saved !== null && !isHeld && unsent === null) show(saved);
  };
  const release = (): void => {
    isHeld = false;
    showSaved();
  };
  slider.addEventListener("input", () => set(slider.valueAsNumber));
  slider.addEventListener("pointerdown", () => (isHeld = true));
  for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, release);
  return {
    set,
    follow(value: number): void {
      saved = value;
      showSaved();
    },
  };
}
