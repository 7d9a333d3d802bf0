import type { Settings } from "../src/shared/settings.ts";
import { byId } from "../ui/dom.ts";

/** Sets up the switch for texts in several languages. Returns a function that shows the saved settings. */
export function createMixedLanguages(change: (settings: Partial<Settings>) => void): (settings: Settings) => void {
  const box = byId("mixes-languages", HTMLInputElement);
  box.addEventListener("change", () => change({ mixesLanguages: box.checked }));
  return ({ mixesLanguages }) => {
    box.checked = mixesLanguages;
  };
}
