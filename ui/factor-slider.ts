import { setText } from "../src/shared/set-text.ts";
import { byId } from "./dom.ts";
import { formatRate } from "./format.ts";
import { createLevel } from "./level.ts";

/** A slider for a factor: its limits, and what its button is called that shows the value and sets it back to 1. */
interface Factor {
  min: number;
  max: number;
  resetLabel(value: string): string;
}

/** Sets up the slider `id` and the button `id-reset`. Returns a function that shows the saved factor. */
export function createFactorSlider(id: string, { min, max, resetLabel }: Factor, send: (value: number) => void): (value: number) => void {
  const slider = byId(id, HTMLInputElement);
  const reset = byId(`${id}-reset`, HTMLButtonElement);
  slider.min = String(min);
  slider.max = String(max);
  const show = (value: number): void => {
    const text = formatRate(value);
    slider.value = String(value);
    slider.setAttribute("aria-valuetext", text);
    setText(reset, text);
    reset.setAttribute("aria-label", resetLabel(text));
    reset.classList.toggle("changed", value !== 1);
  };
  const level = createLevel(slider, show, send);
  slider.addEventListener("dblclick", () => level.set(1));
  reset.addEventListener("click", () => level.set(1));
  return (value) => {
    level.follow(value);
    slider.disabled = reset.disabled = false;
  };
}
