import { setText } from "../src/shared/set-text.ts";
import { byId } from "./dom.ts";
import { createLevel } from "./level.ts";

/** Sets up the slider `id`, whose value is shown in `id-value`. Returns a function that shows the saved value. */
export function createValueSlider(id: string, format: (value: number) => string, send: (value: number) => void): (value: number) => void {
  const slider = byId(id, HTMLInputElement);
  const output = byId(`${id}-value`, HTMLElement);
  const show = (value: number): void => {
    slider.value = String(value);
    slider.setAttribute("aria-valuetext", format(value));
    setText(output, format(value));
  };
  const level = createLevel(slider, show, send);
  return (value) => {
    level.follow(value);
    slider.disabled = false;
  };
}
