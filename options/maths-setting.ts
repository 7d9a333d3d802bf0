import type { Settings } from "../src/shared/settings.ts";
import { byId, within } from "../ui/dom.ts";

/** Sets up how formulas are said. Returns a function that shows the saved settings. */
export function createMathsSetting(change: (settings: Partial<Settings>) => void): (settings: Settings) => void {
  const section = byId("maths", HTMLFieldSetElement);
  const words = within(section, "input[value=words]", HTMLInputElement);
  const written = within(section, "input[value=written]", HTMLInputElement);
  words.addEventListener("change", () => change({ saysMaths: true }));
  written.addEventListener("change", () => change({ saysMaths: false }));

  return ({ saysMaths }) => {
    words.checked = saysMaths;
    written.checked = !saysMaths;
  };
}
